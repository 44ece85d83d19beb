package dev.daemonspring.supervisor;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

import dev.daemonspring.classdata.ClassDataSettings;
import dev.daemonspring.process.ApplicationOrigin;
import dev.daemonspring.supervisor.DaemonSettings.Isolation;
import dev.daemonspring.worker.WorkerLoop;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link SupervisedWorkers} and {@link WorkerSelection}, on threads.
 */
class SupervisedWorkersTests {

	private static final Duration LONG = Duration.ofMinutes(1);

	private final GenericApplicationContext context = new GenericApplicationContext();

	private final SupervisedWorkers workers = workers(Isolation.THREAD);

	private SupervisedWorkers workers(Isolation isolation) {
		DaemonSettings settings = new DaemonSettings(null, 1024, Duration.ofSeconds(30), false, false, isolation, 0,
				false, SupervisorFixture.PLAN, LONG,
				new ClassDataSettings(ClassDataSettings.Mode.OFF, null, ClassDataSettings.DEFAULT_CALM),
				SupervisorFixture.SURROUNDINGS, true);
		EarlyProcessStarter nothing = new EarlyProcessStarter(this.context, new WorkerDiscovery(isolation), isolation,
				() -> {
					throw new IllegalStateException("nothing is started ahead");
				}, 1);
		return new SupervisedWorkers(
				List.of(SupervisorFixture.worker("sleeper", true), SupervisorFixture.worker("copy", true)), settings,
				ApplicationOrigin.unknown(), this.context, nothing, (name) -> !name.equals("sleeper"));
	}

	@AfterEach
	void close() {
		this.workers.stop();
		this.context.close();
	}

	private void start() {
		for (String name : List.of("copy", "sleeper")) {
			this.context.registerBean(name, WorkerLoop.class, () -> () -> {
			});
		}
		this.context.refresh();
		this.workers.start();
	}

	@Test
	void workersAreKnownBeforeTheyRun() {
		assertThat(this.workers.isRunning()).isFalse();
		assertThat(this.workers.list()).extracting(WorkerDescription::name).containsExactly("copy", "sleeper");
		assertThat(this.workers.status("copy")).isEqualTo(WorkerState.STOPPED);
		assertThat(this.workers.info("copy").state()).isEqualTo(WorkerState.STOPPED);
		assertThat(this.workers.pause("copy")).isFalse();
		assertThat(this.workers.start("copy")).isFalse();
	}

	@Test
	void unknownWorkerIsRefusedWithTheNamesOfTheOthers() {
		assertThatExceptionOfType(UnknownWorkerException.class).isThrownBy(() -> this.workers.status("nobody"))
			.withMessageContaining("copy")
			.withMessageContaining("sleeper");
		assertThatExceptionOfType(UnknownWorkerException.class).isThrownBy(() -> this.workers.restart("nobody"));
		assertThatExceptionOfType(UnknownWorkerException.class).isThrownBy(() -> this.workers.send("nobody", "greet"));
	}

	@Test
	void startWaitsForTheWorkersThatWereSelectedAndLeavesTheOthersStopped() {
		start();
		assertThat(this.workers.isRunning()).isTrue();
		assertThat(this.workers.status("copy")).isEqualTo(WorkerState.LOOPING);
		assertThat(this.workers.status("sleeper")).isEqualTo(WorkerState.STOPPED);
		assertThat(this.workers.start("sleeper")).isTrue();
		await().atMost(LONG).until(() -> this.workers.status("sleeper") == WorkerState.LOOPING);
	}

	@Test
	void stopEndsEveryWorkerAndTheStartAfterItBeginsAnew() {
		start();
		this.workers.stop();
		assertThat(this.workers.isRunning()).isFalse();
		assertThat(this.workers.status("copy")).isEqualTo(WorkerState.STOPPED);
		this.workers.start();
		assertThat(this.workers.status("copy")).isEqualTo(WorkerState.LOOPING);
	}

	@Test
	void commandThatCanBeNoneIsRefusedBeforeAnythingElse() {
		assertThatExceptionOfType(CommandException.class).isThrownBy(() -> this.workers.send("copy", "a\nb"))
			.matches((ex) -> ex.reason() == CommandException.Reason.UNKNOWN_COMMAND);
		assertThatExceptionOfType(CommandException.class).isThrownBy(() -> this.workers.send("copy", "greet"))
			.matches((ex) -> ex.reason() == CommandException.Reason.NOT_RUNNING)
			.withMessageContaining("'worker.start'");
	}

	@Test
	void workersThatAreNotToRunAreNotStarted() {
		SupervisedWorkers none = workers(Isolation.NONE);
		none.start();
		assertThat(none.isRunning()).isFalse();
		assertThatExceptionOfType(WorkersNotRunException.class).isThrownBy(() -> none.start("copy"));
	}

	@Test
	void workersStopBetweenTheGracefulShutdownOfTheWebServerAndItsEnd() {
		assertThat(this.workers.getPhase()).isLessThan(WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE)
			.isGreaterThan(WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE);
	}

	@Test
	void shutdownClosesTheContext() {
		start();
		this.workers.shutdown();
		await().atMost(LONG).until(() -> !this.context.isActive());
	}

}
