package dev.daemonspring.chaos;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import dev.daemonspring.child.WorkerMain;
import dev.daemonspring.supervisor.WorkerInfo;
import dev.daemonspring.supervisor.Workers;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A daemon does not grow by the workers that it restarts, however many there are: as many
 * as {@code daemon.soak.restarts} and {@code daemon.soak.kills} say, which are few unless
 * set. Prints what the daemon uses on the way.
 */
@EnabledOnOs(OS.LINUX)
@ExtendWith(SilentLog.class)
class SoakTests {

	private static final int RESTARTS = Integer.getInteger("daemon.soak.restarts", 400);

	private static final int KILLS = Integer.getInteger("daemon.soak.kills", 20);

	private static final int WORKERS = 16;

	private static final int SAMPLES = 20;

	/**
	 * How many samples it takes until every class is loaded and every pool is filled.
	 */
	private static final int WARM_UP = 4;

	private static final Duration PATIENCE = Duration.ofMinutes(3);

	private @TempDir Path temp;

	private final List<Footprint> samples = new ArrayList<>();

	private final List<Footprint> processSamples = new ArrayList<>();

	private final Set<Long> pids = new HashSet<>();

	@ParameterizedTest
	@ValueSource(strings = { "thread", "process" })
	void daemonDoesNotGrowByWorkersThatThrow(String isolation) throws Exception {
		String[] shared = new String[WORKERS + 1];
		for (int i = 0; i < WORKERS; i++) {
			shared[i] = "daemon.workers.worker-" + (i + 1) + ".process=shared";
		}
		// What leaks does not live to the end
		shared[WORKERS] = "daemon.defaults.max-heap=32MB";
		try (ConfigurableApplicationContext context = start(isolation, WORKERS, false, shared)) {
			Workers soaked = context.getBean(Workers.class);
			LongSupplier restarts = () -> soaked.list()
				.stream()
				.mapToLong((worker) -> soaked.info(worker.name()).restarts())
				.sum();
			for (int sample = 1; sample <= SAMPLES; sample++) {
				long until = (long) RESTARTS * sample / SAMPLES;
				await().atMost(PATIENCE.plusMillis(20L * RESTARTS)).until(() -> restarts.getAsLong() >= until);
				sample(until + " restarts of workers (" + isolation + ")");
				if (isolation.equals("process")) {
					// Between two lives a worker has none
					sampleProcess(await().until(() -> soaked.info("worker-1").pid(), Objects::nonNull));
				}
			}
		}
		assertDoesNotGrow();
	}

	@Test
	void daemonDoesNotGrowByProcessesThatAreKilled() throws Exception {
		String classPath = String.join(File.pathSeparator, location(SoakProcess.class), location(WorkerMain.class));
		// What comes behind a main class is for that, also if it was meant as another one
		String process = String.join(",", "-Xint", "-XX:-UsePerfData", "-Xshare:auto", "-Xmx16m", "-cp", classPath,
				SoakProcess.class.getName());
		try (ConfigurableApplicationContext context = start("process", 4, true,
				"daemon.defaults.jvm-args=" + process)) {
			Workers soaked = context.getBean(Workers.class);
			Map<String, Long> killed = new HashMap<>();
			for (int sample = 1; sample <= SAMPLES; sample++) {
				kill(soaked, killed, KILLS * sample / SAMPLES - KILLS * (sample - 1) / SAMPLES);
				sample(KILLS * sample / SAMPLES + " kills of processes");
			}
			await().atMost(PATIENCE)
				.until(() -> soaked.list()
					.stream()
					.mapToLong((worker) -> soaked.info(worker.name()).restarts())
					.sum() == KILLS);
		}
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(ProcessHandle.current().descendants()).isEmpty());
		assertDoesNotGrow();
	}

	private static String location(Class<?> type) throws URISyntaxException {
		return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
	}

	private static void kill(Workers workers, Map<String, Long> killed, int times) {
		long end = System.nanoTime() + PATIENCE.toNanos() + Duration.ofSeconds(times).toNanos();
		int kills = 0;
		while (kills < times) {
			assertThat(System.nanoTime() - end).as("time that is left").isNegative();
			boolean idle = true;
			for (int i = 1; i <= 4 && kills < times; i++) {
				WorkerInfo info = workers.info("worker-" + i);
				Long pid = info.pid();
				if (pid != null && info.state() == WorkerState.LOOPING && !pid.equals(killed.get(info.name()))) {
					killed.put(info.name(), pid);
					ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
					kills++;
					idle = false;
				}
			}
			if (idle) {
				LockSupport.parkNanos(1_000_000);
			}
		}
	}

	private ConfigurableApplicationContext start(String isolation, int workers, boolean patient, String... properties) {
		return new SpringApplicationBuilder(SoakApplication.class).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.properties("daemon.isolation=" + isolation, "daemon.standby=0", "daemon.directory=" + directory(),
					"daemon.defaults.restart.reset-after=0")
			.properties(properties)
			.run("--soak.workers=" + workers, "--soak.patient=" + patient, SilentLog.ROOT, SilentLog.DAEMON);
	}

	private Path directory() {
		return this.temp.resolve("region");
	}

	private void sample(String after) throws IOException {
		Footprint sample = Footprint.of(directory());
		System.out.println("Soak: after " + after + " " + sample);
		this.samples.add(sample);
	}

	private void sampleProcess(long pid) throws IOException {
		this.pids.add(pid);
		Footprint sample = Footprint.ofProcess(pid, directory());
		System.out.println("Soak: the process " + pid + " " + sample);
		this.processSamples.add(sample);
	}

	/**
	 * Compare the least of the last samples with the least of the first ones, because a
	 * sample catches workers in the middle of something.
	 */
	private void assertDoesNotGrow() throws IOException {
		assertDoesNotGrow(this.samples);
		if (!this.processSamples.isEmpty()) {
			assertDoesNotGrow(this.processSamples);
			assertThat(this.pids).as("processes that were shared").hasSize(1);
		}
		try (var files = Files.list(directory())) {
			assertThat(files).as("files that are left").isEmpty();
		}
	}

	private static void assertDoesNotGrow(List<Footprint> samples) {
		least(samples.subList(SAMPLES - WARM_UP, SAMPLES)).assertNotAbove(least(samples.subList(WARM_UP, 2 * WARM_UP)),
				WORKERS);
	}

	private static Footprint least(List<Footprint> samples) {
		return samples.stream().reduce(Footprint::least).orElseThrow();
	}

}
