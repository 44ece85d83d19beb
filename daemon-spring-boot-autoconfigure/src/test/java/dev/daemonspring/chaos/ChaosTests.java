package dev.daemonspring.chaos;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
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
 * time given by the system property {@code daemon.chaos.duration} (30 seconds unless
 * set). Prints its seed; {@code daemon.chaos.seed} repeats the stream. Several may run at
 * the same time on one machine; {@code daemon.chaos.slowness} multiplies their time
 * limits.
 */
@EnabledOnOs(OS.LINUX)
@ExtendWith(SilentLog.class)
class ChaosTests {

	private static final List<String> FAULTS = List.of("throw", "exit", "halt", "spin", "overflow", "exhaust", "hook");

	private static final List<String> BURDENS = List.of("spindown", "destroy", "CHILD", "DAEMON", "DEAF", "READER",
			"JVM");

	private static final String LIMIT = "limit of processes";

	private static final int SLOWNESS = Integer.getInteger("daemon.chaos.slowness", 1);

	private static final Duration PATIENCE = Duration.ofMinutes(5 * SLOWNESS);

	private @TempDir Path directory;

	private final Map<String, WorkerState> wanted = new LinkedHashMap<>();

	private final CommandLedger ledger = new CommandLedger();

	private final List<String> survivors = new ArrayList<>();

	private final Map<String, Integer> faults = new TreeMap<>();

	@Test
	void nothingIsLostDoubledOrOrphaned() throws Exception {
		long seed = Long.getLong("daemon.chaos.seed", System.nanoTime());
		Duration duration = Duration.parse(System.getProperty("daemon.chaos.duration", "PT30S"));
		System.out.println("Chaos for " + duration + "; repeat it with -Ddaemon.chaos.seed=" + seed);
		try (ProcessLimit limit = ProcessLimit.create()) {
			run(Duration.ZERO, new Random(seed), limit);
			Footprint before = Footprint.of(region());
			run(duration, new Random(seed), limit);
			System.out.println("Chaos survived " + this.faults + " and " + this.ledger.size() + " commands");
			assertThat(diaryLines("spinup ").count()).as("processes").isGreaterThan(6);
			assertSpindowns();
			this.ledger.assertHolds(diaryLines("command ").map((line) -> Long.parseLong(line.split(" ")[1])).toList());
			await().atMost(PATIENCE).untilAsserted(() -> {
				assertThat(ChaosSubprocess.owners(diaries().toString())).isEmpty();
				assertThat(ProcessHandle.current().descendants()).isEmpty();
			});
			await().atMost(PATIENCE).untilAsserted(() -> Footprint.of(region()).assertNotAbove(before, 2));
		}
	}

	private Path diaries() throws IOException {
		return Files.createDirectories(this.directory.resolve("diaries"));
	}

	private Path region() {
		return this.directory.resolve("region");
	}

	private void run(Duration duration, Random random, ProcessLimit limit) throws Exception {
		this.wanted.clear();
		// What workers that hang leave no caller for is not called, or else the end waits
		// for the time limits of all of it
		ThreadPoolExecutor callers = new ThreadPoolExecutor(4, 4, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(16),
				new ThreadPoolExecutor.DiscardPolicy());
		callers.prestartAllCoreThreads();
		try (ConfigurableApplicationContext context = start()) {
			Workers workers = context.getBean(Workers.class);
			workers.list().forEach((worker) -> this.wanted.put(worker.name(), WorkerState.LOOPING));
			awaitWanted(workers);
			long end = System.nanoTime() + duration.toNanos();
			while (System.nanoTime() - end < 0) {
				act(workers, random, callers, limit);
				LockSupport.parkNanos(random.nextInt(300_000_000));
			}
			callers.shutdown();
			assertThat(callers.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
			awaitWanted(workers);
			awaitRecovery(workers);
			await().atMost(PATIENCE)
				.untilAsserted(() -> assertThat(ChaosSubprocess.owners(diaries().toString()))
					.as("worker processes that others outlive")
					.allMatch((owner) -> ProcessHandle.of(owner).isPresent()));
			for (String name : this.wanted.keySet()) {
				if (workers.info(name).pid() != null) {
					this.survivors.add(lives(diaries().resolve(name)).get(0));
				}
			}
		}
	}

	private ConfigurableApplicationContext start() throws IOException {
		return new SpringApplicationBuilder(ChaosApplication.class).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.properties("daemon.isolation=process", "daemon.directory=" + region(),
					seconds("daemon.defaults.stall-timeout", 5), seconds("daemon.defaults.start-timeout", 120),
					"daemon.defaults.max-heap=48MB", "daemon.defaults.jvm-args=-XX:TieredStopAtLevel=1",
					"daemon.defaults.restart.initial-delay=50ms", "daemon.defaults.restart.max-delay=200ms",
					seconds("daemon.defaults.command-timeout", 20), seconds("daemon.shutdown.grace", 5))
			.run("--chaos.directory=" + diaries(), SilentLog.ROOT, SilentLog.DAEMON);
	}

	private static String seconds(String property, int seconds) {
		return property + "=" + seconds * SLOWNESS + "s";
	}

	private void act(Workers workers, Random random, ExecutorService callers, ProcessLimit limit) throws Exception {
		List<String> names = new ArrayList<>(this.wanted.keySet());
		String name = names.get(random.nextInt(names.size()));
		int chance = random.nextInt(1000);
		switch (random.nextInt(16)) {
			case 0 -> signal(workers.info(name).pid(), "KILL");
			case 1 -> signal(workers.info(name).pid(), "STOP");
			case 2 -> signal(workers.info(name).pid(), "TERM");
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
			case 8, 9 -> harm(workers, name, "fault", FAULTS.get(chance % FAULTS.size()), callers);
			case 10, 11 -> harm(workers, name, "burden", BURDENS.get(chance % BURDENS.size()), callers);
			case 12 -> signal(unassigned(workers, chance), "STOP");
			case 13 -> {
				if (chance < 300) {
					loseRegion(chance < 150);
				}
				else if (chance < 600) {
					limitProcesses(workers, name, chance, limit);
				}
			}
			default -> callers.execute(() -> this.ledger.send(workers, name));
		}
	}

	private void order(String name, boolean accepted, WorkerState state) {
		if (accepted) {
			this.wanted.put(name, state);
		}
	}

	private void harm(Workers workers, String name, String command, String how, ExecutorService callers) {
		note(how);
		callers.execute(() -> this.ledger.ignore(() -> workers.send(name, command, how)));
	}

	private void signal(@Nullable Long pid, String signal) throws IOException, InterruptedException {
		if (pid != null) {
			note(signal);
			new ProcessBuilder("kill", "-" + signal, pid.toString()).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start()
				.waitFor();
		}
	}

	/**
	 * Return a process that no worker has yet: a standby, or one that is to be one.
	 */
	private @Nullable Long unassigned(Workers workers, int chance) {
		Set<Long> assigned = workers.list()
			.stream()
			.map((worker) -> workers.info(worker.name()).pid())
			.filter(Objects::nonNull)
			.collect(Collectors.toSet());
		List<Long> unassigned = ProcessHandle.current()
			.children()
			.map(ProcessHandle::pid)
			.filter((pid) -> !assigned.contains(pid))
			.toList();
		return unassigned.isEmpty() ? null : unassigned.get(chance % unassigned.size());
	}

	/**
	 * Delete the region's files, with or without their directory, while the daemon may be
	 * making them anew.
	 */
	private void loseRegion(boolean withDirectory) throws IOException {
		note("lost region");
		try (Stream<Path> files = Files.list(region())) {
			for (Path file : files.toList()) {
				Files.deleteIfExists(file);
			}
			if (withDirectory) {
				Files.deleteIfExists(region());
			}
		}
		catch (NoSuchFileException | DirectoryNotEmptyException ex) {
			// Lost already, and not made anew yet; or made anew in between
		}
	}

	/**
	 * Have a worker go down while there can't be another process.
	 */
	private void limitProcesses(Workers workers, String name, int chance, ProcessLimit limit) throws IOException {
		if (!limit.isPossible()) {
			return;
		}
		note(LIMIT);
		Long pid = workers.info(name).pid();
		limit.impose(chance % 3);
		try {
			if (pid != null) {
				ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
			}
			LockSupport.parkNanos(chance * 3_000_000L);
		}
		finally {
			limit.lift();
		}
	}

	private void note(String fault) {
		this.faults.merge(fault, 1, Integer::sum);
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
		try (Stream<Path> diaries = Files.list(diaries())) {
			for (Path diary : diaries.toList()) {
				lines.addAll(Files.readAllLines(diary));
			}
		}
		return lines.stream().filter((line) -> line.startsWith(prefix));
	}

}
