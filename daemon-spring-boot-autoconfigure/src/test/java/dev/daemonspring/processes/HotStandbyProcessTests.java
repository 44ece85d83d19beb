package dev.daemonspring.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import dev.daemonspring.supervisor.WorkerInfo;
import dev.daemonspring.supervisor.WorkerLife;
import dev.daemonspring.supervisor.Workers;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A hot standby has its worker's beans, and nothing of them runs before the worker is
 * assigned.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
@ExtendWith(OutputCaptureExtension.class)
class HotStandbyProcessTests {

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private @TempDir Path directory;

	private @Nullable ConfigurableApplicationContext context;

	private Workers workers;

	private Traces traces;

	@AfterEach
	void close() {
		if (this.context != null) {
			this.context.close();
		}
		assertThat(ProcessHandle.current().children()).isEmpty();
	}

	private void start(String... arguments) {
		this.traces = new Traces(this.directory, "");
		List<String> all = new ArrayList<>(List.of("--hot.directory=" + this.directory));
		all.addAll(List.of(arguments));
		ConfigurableApplicationContext started = new SpringApplicationBuilder(HotApplication.class)
			.web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.properties("daemon.isolation=process", "daemon.workers.copy.standby-depth=beans",
					"daemon.defaults.looptime=20ms", "daemon.standby=0", "daemon.shutdown.grace=5s",
					"daemon.workers.mail.enabled=false", "daemon.defaults.jvm-args=-XX:TieredStopAtLevel=1")
			.run(all.toArray(String[]::new));
		this.context = started;
		this.workers = started.getBean(Workers.class);
		await().atMost(PATIENCE).until(() -> this.workers.info("copy").pid() != null);
		await().atMost(PATIENCE)
			.until(() -> List.of(WorkerState.LOOPING, WorkerState.PAUSED).contains(this.workers.status("copy")));
	}

	@Test
	void workerThatIsKilledGoesOnWithTheBeansOfItsHotStandby() throws IOException {
		start("--daemon.workers.mail.enabled=true");
		long first = pid();
		long hot = awaitStandby(0);
		assertThat(hot).isNotEqualTo(first);
		assertThat(this.traces.read("copy-created", hot)).isEqualTo("copy 20 ms, 0 iterations, SPINUP");
		assertThat(List.of("pump-started", "copy-spun-up", "mail-created"))
			.noneMatch((trace) -> this.traces.has(trace, hot));
		kill(first);
		awaitLooping(first);
		assertThat(pid()).isEqualTo(hot);
		assertThat(List.of("pump-started", "copy-spun-up")).allMatch((trace) -> this.traces.has(trace, hot));
		assertThat(this.traces.has("mail-created", hot)).isFalse();
		assertThat(this.traces.read("copy-created", hot)).hasLineCount(1);
		assertThat(this.traces.read("copy-spun-up", hot)).isEqualTo("copy 20 ms, 0 iterations, SPINUP, on main");
		await().atMost(PATIENCE)
			.until(() -> tell().get("iterations") instanceof Number number && number.intValue() > 1);
		assertThat(tell()).containsEntry("name", "copy")
			.containsEntry("state", "LOOPING")
			.containsEntry("looptime", 20);
		assertThat(this.workers.lives("copy")).extracting(WorkerLife::start)
			.containsExactly(WorkerLife.Start.HOT_STANDBY, WorkerLife.Start.COLD);
		assertThat(this.workers.info("copy").restarts()).isEqualTo(1);
		assertThat(awaitStandby(hot)).isNotIn(first, hot);
		assertThat(List.of("ticked", "queue-started")).as("what nobody has allowed")
			.noneMatch((trace) -> this.traces.has(trace, first) || this.traces.has(trace, hot));
	}

	@Test
	void hotStandbyDoesNothingByItselfBeforeItHasTheWorker() throws IOException {
		start("--daemon.workers.copy.scheduling=true", "--daemon.workers.copy.lifecycle=queue", "--hot.pause=true");
		assertThat(this.workers.status("copy")).as("paused by its own bean").isEqualTo(WorkerState.PAUSED);
		long first = pid();
		await().atMost(PATIENCE).until(() -> this.traces.has("ticked", first));
		assertThat(this.traces.has("queue-started", first)).isTrue();
		long hot = awaitStandby(0);
		long ticks = ticks(first);
		await().atMost(PATIENCE).until(() -> ticks(first) > ticks + 10);
		assertThat(List.of("ticked", "queue-started", "pump-started"))
			.noneMatch((trace) -> this.traces.has(trace, hot));
		assertThat(this.workers.resume("copy")).isTrue();
		await().atMost(PATIENCE).until(() -> this.workers.status("copy") == WorkerState.LOOPING);
		kill(first);
		await().atMost(PATIENCE).until(() -> Long.valueOf(hot).equals(this.workers.info("copy").pid()));
		await().atMost(PATIENCE).until(() -> this.traces.has("ticked", hot));
		assertThat(List.of("queue-started", "pump-started", "copy-spun-up"))
			.allMatch((trace) -> this.traces.has(trace, hot));
		await().atMost(PATIENCE).until(() -> this.workers.status("copy") == WorkerState.PAUSED);
		assertThat(tell()).as("its pause() before it had the worker").containsEntry("iterations", 0);
		assertThat(this.workers.resume("copy")).isTrue();
		await().atMost(PATIENCE).until(() -> this.workers.status("copy") == WorkerState.LOOPING);
	}

	private long ticks(long pid) throws IOException {
		return this.traces.read("ticked", pid).lines().count();
	}

	@Test
	void workerThatIsKilledBeforeItsHotStandbyIsReadyGoesOnInAnother() {
		start("--daemon.standby=1");
		long first = pid();
		long hot = awaitStandby(0);
		await().atMost(PATIENCE).until(() -> this.workers.readyStandbys() == 1);
		kill(first);
		awaitLooping(first);
		assertThat(pid()).isEqualTo(hot);
		assertThat(this.workers.readyStandbys()).isEqualTo(1);
		// On a busy machine the next one may be ready before this thread kills again
		await().atMost(PATIENCE).until(() -> {
			long last = pid();
			kill(last);
			awaitLooping(last);
			return this.workers.lives("copy").get(0).start() == WorkerLife.Start.STANDBY;
		});
		assertThat(awaitStandby(0)).isNotEqualTo(pid());
	}

	@Test
	void hotStandbyWhoseBeanThrowsIsToldOnceAndTheWorkerIsRestartedWithoutIt(CapturedOutput output) {
		start("--hot.exclusive=throw");
		long first = pid();
		await().atMost(PATIENCE).until(() -> output.getOut().contains("The lock is held by another process"));
		assertThat(this.workers.status("copy")).isEqualTo(WorkerState.LOOPING);
		assertThat(this.workers.info("copy").standbyPid()).isNull();
		kill(first);
		awaitLooping(first);
		assertThat(this.workers.lives("copy").get(0).start()).isEqualTo(WorkerLife.Start.COLD);
		assertThat(output.getOut()).containsOnlyOnce("The lock is held by another process")
			.contains("The hot standby of worker 'copy'")
			.contains("Another attempt follows in 30 s");
	}

	@Test
	void hotStandbyWhoseBeanHangsIsKilledAtTheStartTimeout(CapturedOutput output) {
		start("--hot.exclusive=hang", "--daemon.workers.copy.start-timeout=20s");
		await().atMost(PATIENCE)
			.until(() -> output.getOut().contains("did not create its beans within 'start-timeout' (PT20S)"));
		await().atMost(PATIENCE).until(() -> ProcessHandle.current().children().count() == 1);
		assertThat(this.workers.status("copy")).isEqualTo(WorkerState.LOOPING);
		assertThat(this.workers.info("copy").standbyPid()).isNull();
	}

	@Test
	void hotStandbyOfAWorkerThatIsStoppedDestroysItsBeansAndEnds() {
		start();
		long hot = awaitStandby(0);
		assertThat(this.workers.stop("copy")).isTrue();
		awaitGone(hot);
		assertThat(this.traces.has("copy-destroyed", hot)).isTrue();
		assertThat(List.of("pump-started", "pump-stopped", "copy-spun-up", "copy-spun-down"))
			.noneMatch((trace) -> this.traces.has(trace, hot));
		assertThat(this.workers.info("copy").standbyPid()).isNull();
		await().atMost(PATIENCE).until(() -> this.workers.start("copy"));
		awaitLooping(0);
		assertThat(awaitStandby(hot)).isNotEqualTo(pid());
	}

	@Test
	void hotStandbyTakesTheWorkerWhenAnOperatorRestartsIt() {
		start();
		long first = pid();
		long hot = awaitStandby(0);
		assertThat(this.workers.restart("copy")).isTrue();
		awaitLooping(first);
		assertThat(pid()).isEqualTo(hot);
		assertThat(this.traces.has("copy-spun-down", first)).isTrue();
	}

	@Test
	void hotStandbyThatDiesIsReplaced(CapturedOutput output) {
		start();
		long hot = awaitStandby(0);
		kill(hot);
		assertThat(awaitStandby(hot)).isNotEqualTo(pid());
		assertThat(this.workers.info("copy").restarts()).isZero();
		assertThat(output).contains("The hot standby of worker 'copy' (pid " + hot + ") has ended: signal 9 (SIGKILL)");
	}

	@Test
	void hotStandbyThatHasReadAConfigurationBeforeItsChangeIsReplaced() throws IOException {
		Path settings = Files.writeString(this.directory.resolve("settings.properties"), "copy.color=red");
		start("--spring.config.additional-location=" + settings.toUri());
		long hot = awaitStandby(0);
		Files.writeString(settings, "copy.color=green and longer");
		assertThat(awaitStandby(hot)).isNotEqualTo(pid());
		awaitGone(hot);
		assertThat(this.traces.has("copy-destroyed", hot)).isTrue();
	}

	@Test
	void hotStandbyEndsWithItsApplicationAndDestroysItsBeans() {
		start();
		long hot = awaitStandby(0);
		close();
		this.context = null;
		assertThat(this.traces.has("copy-destroyed", hot)).isTrue();
		assertThat(this.traces.has("copy-spun-down", hot)).isFalse();
	}

	@Test
	void hotStandbyEndsWithItsDaemonThatIsKilled() throws Exception {
		try (DaemonJvm daemon = DaemonJvm.start(this.directory, DaemonJvm.classPathOfTest(), List.of(),
				"--daemon.workers.worker.standby-depth=beans")) {
			long worker = daemon.awaitWorker(null);
			long hot = daemon.awaitHotStandby();
			daemon.process().destroyForcibly().waitFor();
			awaitGone(hot);
			awaitGone(worker);
			assertThat(daemon.exists("closed-" + hot)).isTrue();
			assertThat(daemon.worker()).isEqualTo(worker);
		}
	}

	private void kill(long pid) {
		ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
	}

	private static void awaitGone(long pid) {
		await().atMost(PATIENCE).until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
	}

	private void awaitLooping(long before) {
		await().atMost(PATIENCE).until(() -> {
			WorkerInfo info = this.workers.info("copy");
			return info.state() == WorkerState.LOOPING && info.pid() != null && info.pid() != before;
		});
	}

	private long awaitStandby(long before) {
		await().atMost(PATIENCE).until(() -> {
			Long standby = this.workers.info("copy").standbyPid();
			return standby != null && standby != before;
		});
		Long standby = this.workers.info("copy").standbyPid();
		assertThat(standby).isNotNull();
		return standby;
	}

	private long pid() {
		Long pid = this.workers.info("copy").pid();
		assertThat(pid).isNotNull();
		return pid;
	}

	@SuppressWarnings("unchecked")
	private Map<String, Object> tell() {
		return (Map<String, Object>) this.workers.send("copy", "tell");
	}

}
