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

import org.junit.jupiter.api.AfterEach;
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

	private @TempDir Path directory;

	private ConfigurableApplicationContext context;

	private Workers workers;

	@BeforeEach
	void start() {
		this.context = new SpringApplicationBuilder(InstancesApplication.class).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.properties("daemon.isolation=process", "daemon.standby=1",
					"daemon.defaults.jvm-args=-XX:TieredStopAtLevel=1")
			.run("--instances.directory=" + this.directory);
		this.workers = this.context.getBean(Workers.class);
		await().atMost(PATIENCE).until(() -> this.workers.status("handyman") == WorkerState.LOOPING);
	}

	@AfterEach
	void close() {
		this.context.close();
		assertThat(ProcessHandle.current().children()).isEmpty();
		assertThat(IterationNotes.read(this.directory).overlaps()).isEmpty();
	}

	@Test
	void killedInstanceIsReplacedAndTheOthersAreLeftAlone() {
		Map<String, Long> before = pids();
		assertThat(before).containsOnlyKeys("handyman#0", "handyman#1", "handyman#2");
		ProcessHandle.of(before.get("handyman#1")).orElseThrow().destroyForcibly();
		await().atMost(PATIENCE).until(() -> this.workers.info("handyman#1").restarts() == 1);
		await().atMost(PATIENCE).until(() -> this.workers.status("handyman") == WorkerState.LOOPING);
		Map<String, Long> after = pids();
		assertThat(after.get("handyman#1")).isNotEqualTo(before.get("handyman#1"));
		assertThat(after.get("handyman#0")).isEqualTo(before.get("handyman#0"));
		assertThat(after.get("handyman#2")).isEqualTo(before.get("handyman#2"));
		assertThat(this.workers.info("handyman#0").restarts()).isZero();
		assertThat(this.workers.send("handyman#1", "who")).isEqualTo("handyman 1 of 3");
	}

	@Test
	void noTwoIterationsHaveDifferentTotalsWhileTheWorkerIsScaled() {
		for (int number : List.of(1, 5, 2)) {
			assertThat(this.workers.scale("handyman", number)).isTrue();
			awaitTotal(number);
			long since = System.nanoTime();
			await().atMost(PATIENCE).until(() -> notes().after(since).distinct(Iteration::index).size() == number);
			assertThat(notes().after(since).distinct(Iteration::total)).containsExactly(number);
			assertThat(this.workers.instances("handyman")).hasSize(number);
		}
		assertThat(notes().distinct(Iteration::total)).containsExactly(3, 1, 5, 2);
	}

	@Test
	void longIterationDelaysTheChangeForAll() throws IOException {
		Path hang = this.directory.resolve("hang-1");
		Files.createFile(hang);
		this.workers.scale("handyman", 4);
		await().atMost(PATIENCE).until(() -> waitingFor().equals(List.of("handyman#1")));
		assertThat(this.workers.info("handyman#0").iterations())
			.isEqualTo(this.workers.info("handyman#0").iterations());
		assertThat(this.workers.send("handyman#0", "who")).as("a command").isEqualTo("handyman 0 of 3");
		Files.delete(hang);
		awaitTotal(4);
	}

	@Test
	void deathDuringAChangeDelaysNothing() throws IOException {
		Path hang = this.directory.resolve("hang-2");
		Files.createFile(hang);
		this.workers.scale("handyman", 4);
		await().atMost(PATIENCE).until(() -> waitingFor().equals(List.of("handyman#2")));
		ProcessHandle.of(pids().get("handyman#2")).orElseThrow().destroyForcibly();
		awaitTotal(4);
		Files.delete(hang);
		await().atMost(PATIENCE).until(() -> this.workers.status("handyman") == WorkerState.LOOPING);
	}

	@Test
	void rollingRestartReplacesOneAfterTheOtherAndTwoNeverWorkOnOneIndex() {
		Map<String, Long> before = pids();
		long since = System.nanoTime();
		assertThat(this.workers.restartRolling("handyman")).isTrue();
		assertThat(this.workers.restartRolling("handyman")).as("a second time").isFalse();
		await().atMost(PATIENCE)
			.until(() -> pids().size() == 3 && pids().values().stream().noneMatch(before::containsValue));
		await().atMost(PATIENCE).until(() -> this.workers.status("handyman") == WorkerState.LOOPING);
		assertThat(notes().after(since).distinct(Iteration::total)).containsExactly(3);
		assertThat(notes().after(since).distinct(Iteration::pid)).hasSizeGreaterThan(3);
	}

	@Test
	void rollingRestartIsStoppedAtTheFirstThatDoesNotComeUp() throws IOException {
		Map<String, Long> before = pids();
		Files.createFile(this.directory.resolve("fail"));
		assertThat(this.workers.restartRolling("handyman")).isTrue();
		await().atMost(PATIENCE).until(() -> this.workers.info("handyman#0").restarts() > 0);
		await().atMost(PATIENCE).until(() -> this.workers.restartRolling("handyman#0"));
		assertThat(pids()).containsEntry("handyman#1", before.get("handyman#1"))
			.containsEntry("handyman#2", before.get("handyman#2"));
		Files.delete(this.directory.resolve("fail"));
		await().atMost(PATIENCE).until(() -> this.workers.status("handyman") == WorkerState.LOOPING);
	}

	private List<String> waitingFor() {
		return Objects.requireNonNull(this.workers.info("handyman#0").instance()).waitingFor();
	}

	private void awaitTotal(int total) {
		await().atMost(PATIENCE).until(() -> {
			WorkerInfo.Instance instance = this.workers.info("handyman#0").instance();
			return instance != null && instance.total() == total;
		});
	}

	private IterationNotes notes() {
		return IterationNotes.read(this.directory);
	}

	private Map<String, Long> pids() {
		Map<String, Long> pids = new TreeMap<>();
		for (String instance : this.workers.instances("handyman")) {
			Long pid = this.workers.info(instance).pid();
			if (pid != null) {
				pids.put(instance, pid);
			}
		}
		return pids;
	}

}
