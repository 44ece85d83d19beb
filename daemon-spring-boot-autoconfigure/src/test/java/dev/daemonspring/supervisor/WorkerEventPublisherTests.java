package dev.daemonspring.supervisor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.daemonspring.process.ProcessExit;
import dev.daemonspring.region.RegionLayout;
import dev.daemonspring.region.StatusRegion;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WorkerEventPublisher}.
 */
@ExtendWith(OutputCaptureExtension.class)
class WorkerEventPublisherTests {

	@TempDir
	Path directory;

	private final ManualEventLoop loop = new ManualEventLoop();

	private final List<Object> events = new CopyOnWriteArrayList<>();

	private final List<String> threads = new CopyOnWriteArrayList<>();

	private WorkerEventPublisher publisher = new WorkerEventPublisher(this::publish, true);

	private StatusRegion region;

	private ManagedWorker worker;

	private FakeProcess process;

	@BeforeEach
	void create() {
		this.region = StatusRegion.create(this.directory.resolve("d").resolve("region"), new RegionLayout(2, 1024, 2));
		this.worker = new ManagedWorker(new WorkerGroup(SupervisorFixture.worker("copy", false), this.loop), 0,
				this.region.slot(0), this.loop, LifeJournal.NONE);
		this.process = new FakeProcess(this.region.file(), this.region.slot(1), 1000);
	}

	@AfterEach
	void close() {
		this.publisher.close();
		this.region.close();
	}

	@Test
	void messageOfAnExceptionForgesNoLine(CapturedOutput output) {
		this.publisher.trouble("x\r\n2026-11-25 INFO forged\u001b[2J");
		this.publisher.close();
		assertThat(output.getAll().lines())
			.filteredOn((line) -> line.endsWith("x\\r\\n2026-11-25 INFO forged\\u001b[2J"))
			.hasSize(1);
		assertThat(output.getAll().lines()).noneMatch((line) -> line.startsWith("2026-11-25 INFO forged"));
	}

	@Test
	void eventsAreListenedToInTheirOrderOnAThreadOfTheirOwn() {
		this.publisher.changed(this.worker, WorkerState.STOPPED, WorkerState.SPINUP);
		this.publisher.changed(this.worker, WorkerState.SPINUP, WorkerState.LOOPING);
		this.publisher.exited(this.worker, this.process, new ProcessExit(137), true);
		this.publisher.close();
		assertThat(this.events).containsExactly(
				new WorkerStateChangedEvent("copy", WorkerState.STOPPED, WorkerState.SPINUP),
				new WorkerStateChangedEvent("copy", WorkerState.SPINUP, WorkerState.LOOPING),
				new WorkerExitedEvent("copy", 1000, "signal 9 (SIGKILL)", true, null));
		assertThat(this.threads).containsOnly("daemon-events");
	}

	@Test
	void listenerThatThrowsIsToldAndKeepsNoEventFromTheOthers(CapturedOutput output) {
		this.publisher.close();
		this.publisher = new WorkerEventPublisher((event) -> {
			publish(event);
			throw new IllegalStateException("a listener failed");
		}, true);
		this.publisher.changed(this.worker, WorkerState.STOPPED, WorkerState.SPINUP);
		this.publisher.changed(this.worker, WorkerState.SPINUP, WorkerState.LOOPING);
		this.publisher.close();
		assertThat(this.events).hasSize(2);
		assertThat(output).contains("A listener of WorkerStateChangedEvent", "a listener failed");
	}

	@Test
	void processThatFollowsACrashIsARestartOnce() {
		this.loop.run(() -> {
			this.publisher.started(this.worker, this.process);
			this.worker.history().countRestart(RestartReason.CRASH);
			this.publisher.started(this.worker, this.process);
			this.publisher.started(this.worker, this.process);
		});
		this.publisher.close();
		assertThat(this.events).containsExactly(new WorkerRestartedEvent("copy", 1000, 1));
	}

	@Test
	void exitIsAWarningWithItsReasonOnlyWhereTheWorkerWentDown(CapturedOutput output) {
		this.loop.run(() -> this.worker.history().lastError("broken"));
		this.publisher.exited(this.worker, this.process, new ProcessExit(1), true);
		this.publisher.exited(this.worker, this.process, new ProcessExit(0), false);
		this.publisher.close();
		assertThat(output).contains("Worker 'copy' (pid 1000) went down: exit code 1; last error: broken",
				"Worker 'copy' (pid 1000) has ended: exit code 0");
	}

	@Test
	void whoTakesTheDaemonDownIsToldWithTheRemedy(CapturedOutput output) {
		this.publisher.downForGood(this.worker);
		this.publisher.close();
		assertThat(output).contains("Worker 'copy' went down and is not forever: the daemon shuts down",
				"'daemon.workers.copy.forever'");
	}

	@Test
	void nobodyIsToldThatTheDaemonEndsWhereItDoesNot(CapturedOutput output) {
		this.publisher.close();
		this.publisher = new WorkerEventPublisher(this::publish, false);
		this.publisher.downForGood(this.worker);
		this.publisher.close();
		assertThat(output).contains("'daemon.on-worker-exit' is 'ignore'").doesNotContain("shuts down");
	}

	@Test
	void whatTellsOfNeedsNamesItsProperty(CapturedOutput output) {
		this.publisher.limitTooLow(this.worker, "it is too large");
		this.publisher.givenUp(this.worker);
		this.publisher.overdue(this.worker, this.process, "sent SIGTERM");
		this.publisher.startsTooSlowly(this.worker, this.process, Duration.ofSeconds(61));
		this.publisher.close();
		assertThat(output).contains("it is too large", "'daemon.workers.copy'",
				"'daemon.workers.copy.restart.max-restarts'", "'daemon.shutdown.grace'", "sent SIGTERM",
				"'daemon.workers.copy.start-timeout'", "61000 ms");
	}

	private void publish(Object event) {
		this.threads.add(Thread.currentThread().getName());
		this.events.add(event);
	}

}
