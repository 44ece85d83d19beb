package dev.daemonspring.chaos;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import dev.daemonspring.supervisor.Workers;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Runs six workers under a random stream of faults and orders, in real processes, for the
 * time given by the system property {@code daemon.chaos.duration} (two minutes unless
 * set). Prints its seed; {@code daemon.chaos.seed} repeats the stream.
 */
class ChaosTests {

	private static final List<String> FAULTS = List.of("throw", "exit", "halt", "spin", "overflow", "exhaust");

	private static final Duration PATIENCE = Duration.ofMinutes(3);

	private @TempDir Path directory;

	private final Map<String, WorkerState> wanted = new LinkedHashMap<>();

	private final CommandLedger ledger = new CommandLedger();

	private final List<String> survivors = new ArrayList<>();

	private int faults;

	@Test
	void nothingIsLostDoubledOrOrphaned() throws Exception {
		long seed = Long.getLong("daemon.chaos.seed", System.nanoTime());
		Duration duration = Duration.parse(System.getProperty("daemon.chaos.duration", "PT2M"));
		System.out.println("Chaos for " + duration + "; repeat it with -Ddaemon.chaos.seed=" + seed);
		run(Duration.ZERO, new Random(seed));
		Resources before = Resources.now();
		run(duration, new Random(seed));
		System.out.println("Chaos survived " + this.faults + " faults and " + this.ledger.size() + " commands");
		assertThat(diaryLines("spinup ").count()).as("processes").isGreaterThan(6);
		assertSpindowns();
		this.ledger.assertHolds(diaryLines("command ").map((line) -> Long.parseLong(line.split(" ")[1])).toList());
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(ProcessHandle.current().descendants()).isEmpty());
		await().atMost(PATIENCE).untilAsserted(() -> Resources.now().assertNotAbove(before));
	}

	private void run(Duration duration, Random random) throws Exception {
		this.wanted.clear();
		ExecutorService callers = Executors.newFixedThreadPool(4);
		try (ConfigurableApplicationContext context = start()) {
			Workers workers = context.getBean(Workers.class);
			workers.list().forEach((worker) -> this.wanted.put(worker.name(), WorkerState.LOOPING));
			awaitWanted(workers);
			long end = System.nanoTime() + duration.toNanos();
			while (System.nanoTime() - end < 0) {
				act(workers, random, callers);
				LockSupport.parkNanos(random.nextInt(300_000_000));
			}
			callers.shutdown();
			assertThat(callers.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
			awaitWanted(workers);
			awaitRecovery(workers);
			for (String name : this.wanted.keySet()) {
				if (workers.info(name).pid() != null) {
					this.survivors.add(lives(this.directory.resolve(name)).get(0));
				}
			}
		}
	}

	private ConfigurableApplicationContext start() {
		return new SpringApplicationBuilder(ChaosApplication.class).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.properties("daemon.isolation=process", "daemon.defaults.stall-timeout=3s",
					"daemon.defaults.start-timeout=40s", "daemon.defaults.max-heap=48MB",
					"daemon.defaults.jvm-args=-XX:TieredStopAtLevel=1", "daemon.defaults.restart.initial-delay=50ms",
					"daemon.defaults.restart.max-delay=200ms", "daemon.defaults.command-timeout=20s",
					"daemon.shutdown.grace=10s")
			.run("--chaos.directory=" + this.directory, "--logging.level.root=error",
					"--logging.level.dev.daemonspring=off");
	}

	private void act(Workers workers, Random random, ExecutorService callers) throws Exception {
		List<String> names = new ArrayList<>(this.wanted.keySet());
		String name = names.get(random.nextInt(names.size()));
		switch (random.nextInt(12)) {
			case 0 -> signal(workers, name, "KILL");
			case 1 -> signal(workers, name, "STOP");
			case 2 -> signal(workers, name, "TERM");
			case 3 -> order(name, workers.pause(name), WorkerState.PAUSED);
			case 4 -> order(name, workers.resume(name), WorkerState.LOOPING);
			case 5 -> {
				workers.restart(name);
				if (this.wanted.get(name) == WorkerState.STOPPED) {
					this.wanted.put(name, WorkerState.LOOPING);
				}
			}
			case 6 -> {
				workers.stop(name);
				this.wanted.put(name, WorkerState.STOPPED);
			}
			case 7 -> {
				if (workers.start(name)) {
					this.wanted.put(name, WorkerState.LOOPING);
				}
			}
			case 8, 9 -> {
				String fault = FAULTS.get(random.nextInt(FAULTS.size()));
				this.faults++;
				callers.execute(() -> this.ledger.ignore(() -> workers.send(name, "fault", fault)));
			}
			default -> callers.execute(() -> this.ledger.send(workers, name));
		}
	}

	private void order(String name, boolean accepted, WorkerState state) {
		if (accepted) {
			this.wanted.put(name, state);
		}
	}

	private void signal(Workers workers, String name, String signal) throws IOException, InterruptedException {
		Long pid = workers.info(name).pid();
		if (pid != null) {
			this.faults++;
			new ProcessBuilder("kill", "-" + signal, pid.toString()).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start()
				.waitFor();
		}
	}

	private void awaitWanted(Workers workers) {
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(workers.status()).isEqualTo(this.wanted));
	}

	/**
	 * The last faults may not have shown yet: a worker that is stopped or spins says that
	 * it is well until it is found. One that takes a command, and iterates when it is to,
	 * is.
	 */
	private void awaitRecovery(Workers workers) {
		this.wanted.forEach((name, state) -> {
			if (state == WorkerState.STOPPED) {
				return;
			}
			await().atMost(PATIENCE).ignoreExceptions().until(() -> "none".equals(workers.send(name, "fault", "none")));
			if (state == WorkerState.LOOPING) {
				Long pid = workers.info(name).pid();
				long iterations = workers.info(name).iterations();
				await().atMost(PATIENCE)
					.untilAsserted(() -> assertThat(workers.info(name))
						.matches((info) -> info.iterations() > iterations || !Objects.equals(info.pid(), pid)));
			}
		});
		awaitWanted(workers);
	}

	/**
	 * No life spins down twice, and none that lasted to the end of the daemon misses it.
	 */
	private void assertSpindowns() throws IOException {
		List<String> spindowns = diaryLines("spindown ").toList();
		assertThat(spindowns).doesNotHaveDuplicates();
		assertThat(spindowns).containsAll(this.survivors.stream().map((life) -> "spindown " + life).toList());
	}

	/**
	 * Return the lives of a worker, the last one first.
	 */
	private List<String> lives(Path diary) throws IOException {
		List<String> lives = new ArrayList<>(Files.readAllLines(diary)
			.stream()
			.filter((line) -> line.startsWith("spinup "))
			.map((line) -> line.split(" ")[1])
			.toList());
		Collections.reverse(lives);
		return lives;
	}

	private Stream<String> diaryLines(String prefix) throws IOException {
		List<String> lines = new ArrayList<>();
		try (Stream<Path> diaries = Files.list(this.directory)) {
			for (Path diary : diaries.toList()) {
				lines.addAll(Files.readAllLines(diary));
			}
		}
		return lines.stream().filter((line) -> line.startsWith(prefix));
	}

	/**
	 * What the daemon itself uses.
	 */
	private record Resources(long heap, int threads, long files) {

		static Resources now() {
			System.gc();
			long heap = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
			return new Resources(heap, ManagementFactory.getThreadMXBean().getThreadCount(), openFiles());
		}

		private static long openFiles() {
			try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
				return files.count();
			}
			catch (IOException ex) {
				return 0;
			}
		}

		void assertNotAbove(Resources before) {
			assertThat(this.threads).as("threads").isLessThanOrEqualTo(before.threads + 2);
			assertThat(this.files).as("open files").isLessThanOrEqualTo(before.files + 2);
			assertThat(this.heap).as("heap").isLessThanOrEqualTo(before.heap + 16 * 1024 * 1024);
		}

	}

}
