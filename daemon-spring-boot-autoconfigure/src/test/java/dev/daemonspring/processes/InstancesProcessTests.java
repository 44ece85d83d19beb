package dev.daemonspring.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import dev.daemonspring.processes.IterationNotes.Iteration;
import dev.daemonspring.supervisor.WorkerInfo;
import dev.daemonspring.supervisor.Workers;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Several instances of a worker, each in a process of its own.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class InstancesProcessTests {

	private static final Duration PATIENCE = Duration.ofSeconds(90);

	private static @TempDir Path directory;

	private static ConfigurableApplicationContext context;

	private static Workers workers;

	@BeforeAll
	static void start() {
		context = start(directory);
		workers = context.getBean(Workers.class);
	}

	private static ConfigurableApplicationContext start(Path directory, String... properties) {
		return new SpringApplicationBuilder(InstancesApplication.class).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.properties("daemon.isolation=process", "daemon.standby=1",
					"daemon.defaults.jvm-args=-XX:TieredStopAtLevel=1")
			.properties(properties)
			.run("--instances.directory=" + directory);
	}

	@AfterAll
	static void close() {
		context.close();
		assertThat(ProcessHandle.current().children()).isEmpty();
		assertThat(IterationNotes.read(directory).overlaps()).isEmpty();
	}

	@BeforeEach
	void haveThree() {
		workers.scale("handyman", 3);
		awaitTotal(3);
		await().atMost(PATIENCE).until(() -> workers.status("handyman") == WorkerState.LOOPING);
	}

	@Test
	void killedInstanceIsReplacedAndTheOthersAreLeftAlone() {
		Map<String, Long> before = pids();
		assertThat(before).containsOnlyKeys("handyman#0", "handyman#1", "handyman#2");
		long restarts = workers.info("handyman#1").restarts();
		long others = workers.info("handyman#0").restarts();
		ProcessHandle.of(before.get("handyman#1")).orElseThrow().destroyForcibly();
		await().atMost(PATIENCE).until(() -> workers.info("handyman#1").restarts() == restarts + 1);
		await().atMost(PATIENCE).until(() -> workers.status("handyman") == WorkerState.LOOPING);
		Map<String, Long> after = pids();
		assertThat(after.get("handyman#1")).isNotEqualTo(before.get("handyman#1"));
		assertThat(after.get("handyman#0")).isEqualTo(before.get("handyman#0"));
		assertThat(after.get("handyman#2")).isEqualTo(before.get("handyman#2"));
		assertThat(workers.info("handyman#0").restarts()).isEqualTo(others);
		assertThat(workers.send("handyman#1", "who")).isEqualTo("handyman 1 of 3");
	}

	@Test
	void noTwoIterationsHaveDifferentTotalsWhileTheWorkerIsScaled() {
		long begin = System.nanoTime();
		for (int number : List.of(1, 5, 2)) {
			assertThat(workers.scale("handyman", number)).isTrue();
			awaitTotal(number);
			long since = System.nanoTime();
			await().atMost(PATIENCE).until(() -> notes().after(since).distinct(Iteration::index).size() == number);
			assertThat(notes().after(since).distinct(Iteration::total)).containsExactly(number);
			assertThat(workers.instances("handyman")).hasSize(number);
		}
		assertThat(notes().after(begin).distinct(Iteration::total)).containsExactly(3, 1, 5, 2);
	}

	@Test
	void longIterationDelaysTheChangeForAll() throws IOException {
		Path hang = directory.resolve("hang-1");
		Files.createFile(hang);
		workers.scale("handyman", 4);
		await().atMost(PATIENCE).until(() -> waitingFor().equals(List.of("handyman#1")));
		assertThat(workers.info("handyman#0").iterations()).isEqualTo(workers.info("handyman#0").iterations());
		assertThat(workers.send("handyman#0", "who")).as("a command").isEqualTo("handyman 0 of 3");
		Files.delete(hang);
		awaitTotal(4);
	}

	@Test
	void deathDuringAChangeDelaysNothing() throws IOException {
		Path hang = directory.resolve("hang-2");
		Files.createFile(hang);
		workers.scale("handyman", 4);
		await().atMost(PATIENCE).until(() -> waitingFor().equals(List.of("handyman#2")));
		ProcessHandle.of(pids().get("handyman#2")).orElseThrow().destroyForcibly();
		awaitTotal(4);
		Files.delete(hang);
		await().atMost(PATIENCE).until(() -> workers.status("handyman") == WorkerState.LOOPING);
	}

	@Test
	void rollingRestartReplacesOneAfterTheOtherAndTwoNeverWorkOnOneIndex() {
		Map<String, Long> before = pids();
		long since = System.nanoTime();
		await().atMost(PATIENCE).until(() -> workers.restartRolling("handyman"));
		assertThat(workers.restartRolling("handyman")).as("a second time").isFalse();
		await().atMost(PATIENCE)
			.until(() -> pids().size() == 3 && pids().values().stream().noneMatch(before::containsValue));
		await().atMost(PATIENCE).until(() -> workers.status("handyman") == WorkerState.LOOPING);
		assertThat(notes().after(since).distinct(Iteration::total)).containsExactly(3);
		assertThat(notes().after(since).distinct(Iteration::pid)).hasSizeGreaterThan(3);
	}

	@Test
	void rollingRestartIsStoppedAtTheFirstThatDoesNotComeUp() throws IOException {
		Map<String, Long> before = pids();
		long restarts = workers.info("handyman#0").restarts();
		Files.createFile(directory.resolve("fail"));
		await().atMost(PATIENCE).until(() -> workers.restartRolling("handyman"));
		await().atMost(PATIENCE).until(() -> workers.info("handyman#0").restarts() > restarts);
		await().atMost(PATIENCE).until(() -> workers.restartRolling("handyman#0"));
		assertThat(pids()).containsEntry("handyman#1", before.get("handyman#1"))
			.containsEntry("handyman#2", before.get("handyman#2"));
		Files.delete(directory.resolve("fail"));
		await().atMost(PATIENCE).until(() -> workers.status("handyman") == WorkerState.LOOPING);
	}

	@Test
	void instancesThatHaveDoneTheirIterationsAreReplacedAndTwoNeverWorkOnOneIndex(@TempDir Path other) {
		try (ConfigurableApplicationContext limited = start(other, "daemon.workers.handyman.instances=2",
				"daemon.workers.handyman.max-instances=2", "daemon.workers.handyman.max-iterations=100")) {
			Workers limitedWorkers = limited.getBean(Workers.class);
			await().atMost(PATIENCE)
				.until(() -> List.of("handyman#0", "handyman#1")
					.stream()
					.allMatch((name) -> limitedWorkers.info(name).replacements() > 0));
			assertThat(limitedWorkers.restartRolling("handyman")).isTrue();
			assertThat(limitedWorkers.restartRolling("handyman")).as("a second time").isFalse();
			await().atMost(PATIENCE).until(() -> limitedWorkers.restartRolling("handyman"));
			assertThat(limitedWorkers.info("handyman#0").restarts() + limitedWorkers.info("handyman#1").restarts())
				.as("crashes")
				.isZero();
		}
		IterationNotes notes = IterationNotes.read(other);
		assertThat(notes.overlaps()).isEmpty();
		assertThat(notes.ofFirstProcess(0)).hasSizeGreaterThanOrEqualTo(100);
		assertThat(notes.ofFirstProcess(1)).hasSizeGreaterThanOrEqualTo(100);
	}

	private List<String> waitingFor() {
		return Objects.requireNonNull(workers.info("handyman#0").instance()).waitingFor();
	}

	private void awaitTotal(int total) {
		await().atMost(PATIENCE).until(() -> {
			WorkerInfo.Instance instance = workers.info("handyman#0").instance();
			return instance != null && instance.total() == total;
		});
	}

	private IterationNotes notes() {
		return IterationNotes.read(directory);
	}

	private Map<String, Long> pids() {
		Map<String, Long> pids = new TreeMap<>();
		for (String instance : workers.instances("handyman")) {
			Long pid = workers.info(instance).pid();
			if (pid != null) {
				pids.put(instance, pid);
			}
		}
		return pids;
	}

}
