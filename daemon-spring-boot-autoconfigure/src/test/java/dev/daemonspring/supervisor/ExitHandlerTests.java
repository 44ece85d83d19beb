package dev.daemonspring.supervisor;

import java.nio.file.Path;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.daemonspring.policy.ProcessEnding.Reason;
import dev.daemonspring.process.ProcessExit;
import dev.daemonspring.region.ProcessPhase;
import dev.daemonspring.region.RegionLayout;
import dev.daemonspring.region.StatusRegion;
import dev.daemonspring.region.WantedState;
import dev.daemonspring.region.WorkerSlot;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

/**
 * Tests for {@link ExitHandler}.
 */
class ExitHandlerTests {

	private static final ProcessExit KILLED = new ProcessExit(137);

	@TempDir
	Path directory;

	private final ManualEventLoop loop = new ManualEventLoop();

	private final WorkerStarter starter = mock(WorkerStarter.class);

	private final WorkerEventPublisher publisher = mock(WorkerEventPublisher.class);

	private boolean ending;

	private boolean daemonEnds;

	private final ExitHandler exits = new ExitHandler(this.starter, this.publisher, this.loop, () -> this.ending,
			() -> this.daemonEnds = true);

	private StatusRegion region;

	private ManagedWorker worker;

	private FakeProcess process;

	@BeforeEach
	void create() {
		this.region = StatusRegion.create(this.directory.resolve("d").resolve("region"), new RegionLayout(2, 1024, 2));
		worker(true);
	}

	@AfterEach
	void close() {
		this.region.close();
	}

	private void worker(boolean forever) {
		this.worker = new ManagedWorker(new WorkerGroup(SupervisorFixture.worker("copy", forever), this.loop), 0,
				this.region.slot(0), this.loop, LifeJournal.NONE);
		this.process = new FakeProcess(this.region.file(), this.region.slot(1), 1000);
		this.loop.run(() -> {
			this.worker.keepUp();
			this.worker.attach(this.process, 0);
		});
	}

	@Test
	void workerThatIsForeverIsRestarted() {
		exited(KILLED);
		assertThat(this.worker.process()).isNull();
		assertThat(this.worker.state()).isEqualTo(WorkerState.RESTARTING);
		verify(this.publisher).exited(this.worker, this.process, KILLED, true);
		verify(this.starter).restart(this.worker, RestartReason.CRASH);
	}

	@Test
	void workerThatIsNotForeverEndsTheDaemon() {
		worker(false);
		exited(KILLED);
		assertThat(this.worker.state()).isEqualTo(WorkerState.FAILED);
		assertThat(this.daemonEnds).isTrue();
		verify(this.publisher).downForGood(this.worker);
		verifyNoInteractions(this.starter);
	}

	@Test
	void workerThatStoppedItselfStaysDown() {
		this.process.slot().state(WorkerState.STOPPED);
		exited(new ProcessExit(0));
		assertThat(this.worker.state()).isEqualTo(WorkerState.STOPPED);
		assertThat(this.worker.isToRun()).isFalse();
		verify(this.publisher).exited(any(), any(), any(), eq(false));
		verifyNoInteractions(this.starter);
	}

	@Test
	void workerThatWasStoppedStaysDownHoweverItsProcessEnds() {
		this.loop.run(() -> {
			this.worker.want(WantedState.STOPPED);
			this.worker.end(Reason.STOP, 0);
		});
		exited(KILLED);
		assertThat(this.worker.state()).isEqualTo(WorkerState.STOPPED);
		verify(this.publisher).exited(any(), any(), any(), eq(false));
		verifyNoInteractions(this.starter);
	}

	@Test
	void workerWhoseRestartWasOrderedStartsAgain() {
		this.loop.run(() -> this.worker.end(Reason.RESTART, 0));
		exited(KILLED);
		verify(this.publisher).exited(any(), any(), any(), eq(false));
		verify(this.starter).startAgain(this.worker);
	}

	@Test
	void workerThatReachedALimitIsReplaced() {
		this.loop.run(() -> {
			this.worker.attached().limitReached("too much");
			this.worker.end(Reason.LIMIT, 0);
		});
		exited(KILLED);
		verify(this.publisher).exited(any(), any(), any(), eq(false));
		verify(this.starter).replace(this.worker);
	}

	@Test
	void workerThatIsNotForeverSurvivesAProcessThatDidNotTakeItUp() {
		worker(false);
		this.loop.run(() -> this.worker.end(Reason.NOT_TAKEN_UP, 0));
		exited(KILLED);
		assertThat(this.daemonEnds).isFalse();
		verify(this.starter).restart(this.worker, RestartReason.START_FAILURE);
	}

	@Test
	void nothingStartsWhileTheDaemonEnds() {
		this.ending = true;
		exited(KILLED);
		assertThat(this.worker.state()).isEqualTo(WorkerState.STOPPED);
		this.loop.run(() -> this.exits.notStarted(this.worker, new OutOfMemoryError()));
		verifyNoInteractions(this.starter);
	}

	@Test
	void whatFollowsAnExitFollowsThoughItCannotBeTold() {
		willThrow(new IllegalStateException("no memory")).given(this.publisher).exited(any(), any(), any(), eq(true));
		assertThatIllegalStateException().isThrownBy(() -> exited(KILLED)).havingRootCause().withMessage("no memory");
		verify(this.starter).restart(this.worker, RestartReason.CRASH);
	}

	@Test
	void processThatCouldNotBeStartedIsTriedAgainAlsoForAWorkerThatIsNotForever() {
		worker(false);
		OutOfMemoryError failure = new OutOfMemoryError("no thread");
		this.loop.run(() -> this.exits.notStarted(this.worker, failure));
		assertThat(this.worker.history().lastError()).contains("could not be started", "no thread");
		assertThat(this.daemonEnds).isFalse();
		verify(this.publisher).notStarted(this.worker, failure);
		verify(this.starter).restart(this.worker, RestartReason.START_FAILURE);
	}

	@Test
	void processThatCouldNotBeStartedIsNotTriedAgainForAWorkerThatWasStopped() {
		this.loop.run(() -> {
			this.worker.want(WantedState.STOPPED);
			this.exits.notStarted(this.worker, new OutOfMemoryError());
		});
		verifyNoInteractions(this.starter);
	}

	@Test
	void processThatEndedBeforeItCouldSpeakIsExplainedWhenTheReasonIsFound() {
		scratch((scratch) -> scratch.phase(ProcessPhase.NEW));
		this.process.lastLines = "Unrecognized VM option";
		ProcessExit failed = new ProcessExit(1);
		exited(failed);
		assertThat(this.worker.history().lastError()).contains("Its last lines: Unrecognized VM option");
		verify(this.publisher).explained(this.worker, this.process, failed, "Unrecognized VM option");
	}

	@Test
	void processThatCouldSpeakIsNotExplained() {
		this.process.lastLines = "Unrecognized VM option";
		exited(new ProcessExit(1));
		verify(this.publisher, never()).explained(any(), any(), any(), any());
	}

	@Test
	void explanationThatComesTooLateOverwritesNoNewerError() {
		scratch((scratch) -> scratch.phase(ProcessPhase.NEW));
		this.process.lastLines = "Unrecognized VM option";
		this.loop.run(() -> {
			this.exits.exited(this.worker, this.process, new ProcessExit(1));
			this.worker.history().lastError("newer");
		});
		assertThat(this.worker.history().lastError()).isEqualTo("newer");
		verify(this.publisher, never()).explained(any(), any(), any(), any());
	}

	private void exited(ProcessExit exit) {
		this.loop.run(() -> this.exits.exited(this.worker, this.process, exit));
	}

	private void scratch(Consumer<WorkerSlot> change) {
		try (WorkerSlot scratch = WorkerSlot.open(this.region.file(), 1)) {
			change.accept(scratch);
		}
	}

}
