package dev.daemonspring.supervisor;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.daemonspring.policy.ProcessEnding.Reason;
import dev.daemonspring.policy.Reconciler.Step;
import dev.daemonspring.policy.WorkerFacts;
import dev.daemonspring.process.ChildPool;
import dev.daemonspring.process.ProcessExit;
import dev.daemonspring.region.RegionLayout;
import dev.daemonspring.region.StatusRegion;
import dev.daemonspring.region.WantedState;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

/**
 * Tests for {@link StepExecutor}.
 */
class StepExecutorTests {

	private static final long LATE = SupervisorFixture.GRACE.toNanos();

	@TempDir
	Path directory;

	private final ManualEventLoop loop = new ManualEventLoop();

	@SuppressWarnings("unchecked")
	private final ChildPool<ManagedWorker> children = mock(ChildPool.class);

	private final WorkerStarter starter = mock(WorkerStarter.class);

	private final ExitHandler exits = mock(ExitHandler.class);

	private final WorkerEventPublisher publisher = mock(WorkerEventPublisher.class);

	private final StepExecutor steps = new StepExecutor(this.children, this.starter, this.exits, this.publisher);

	private StatusRegion region;

	private ManagedWorker worker;

	private FakeProcess process;

	@BeforeEach
	void create() {
		this.region = StatusRegion.create(this.directory.resolve("d").resolve("region"), new RegionLayout(2, 1024, 2));
		this.worker = new ManagedWorker(new WorkerGroup(SupervisorFixture.worker("copy", true), this.loop), 0,
				this.region.slot(0), this.loop, LifeJournal.NONE);
		this.process = new FakeProcess(this.region.file(), this.region.slot(1), 1000);
		this.process.stubborn = true;
		this.loop.run(() -> {
			this.worker.keepUp();
			this.worker.attach(this.process, 0);
		});
	}

	@AfterEach
	void close() {
		this.region.close();
	}

	@Test
	void startAndRequestAreCalledOff() {
		this.loop.run(() -> this.worker.backoff().schedule(0));
		execute(Step.CANCEL_START, 0);
		assertThat(this.worker.backoff().remaining(0, 7)).isEqualTo(7);
		execute(Step.WITHDRAW, 0);
		verify(this.children).withdraw(this.worker);
		verifyNoInteractions(this.publisher);
	}

	@Test
	void startIsNoNewsAndOneThatWasLostIs() {
		execute(Step.START, 0);
		verifyNoInteractions(this.publisher);
		execute(Step.START_LOST, 0);
		verify(this.publisher).repairs(eq(this.worker), eq(Step.START_LOST), any());
		verify(this.starter, times(2)).start(this.worker, WorkerState.RESTARTING);
	}

	@Test
	void exitThatNobodyToldIsHandledAsItHappened() {
		this.process.exit(137);
		execute(Step.TELL_EXIT, 0);
		verify(this.publisher).repairs(eq(this.worker), eq(Step.TELL_EXIT), any());
		verify(this.exits).exited(this.worker, this.process, new ProcessExit(137));
	}

	@Test
	void exitThatNobodyKnowsIsHandledAsUnknown() {
		execute(Step.TELL_EXIT, 0);
		verify(this.exits).exited(this.worker, this.process, ProcessExit.UNKNOWN);
	}

	@Test
	void repairThatFailsAgainAndAgainIsToldNowAndThen() {
		for (int i = 0; i < 200; i++) {
			execute(Step.TELL_EXIT, i * Duration.ofMillis(100).toNanos());
		}
		verify(this.publisher, times(2)).repairs(eq(this.worker), eq(Step.TELL_EXIT), any());
		verify(this.exits, times(200)).exited(this.worker, this.process, ProcessExit.UNKNOWN);
	}

	@Test
	void endIsOrderedAndOneOfItsOwnIsNot() {
		execute(Step.LIMIT_OWN_END, 0);
		assertThat(this.worker.termination().reason()).isEqualTo(Reason.OWN);
		assertThat(this.process.slot().wanted()).isEqualTo(WantedState.LOOPING);
		execute(Step.END, 0);
		assertThat(this.worker.termination().reason()).isEqualTo(Reason.STOP);
		assertThat(this.process.slot().wanted()).isEqualTo(WantedState.STOPPED);
	}

	@Test
	void overdueEndIsEscalatedStepByStepAndEachIsTold() {
		execute(Step.END, 0);
		execute(Step.ESCALATE, LATE);
		assertThat(this.process.terminated).isOne();
		verify(this.publisher).overdue(this.worker, this.process, "sent SIGTERM");
		execute(Step.ESCALATE, 2 * LATE);
		assertThat(this.process.isAlive()).isFalse();
		verify(this.publisher).overdue(this.worker, this.process, "sent SIGKILL");
	}

	@Test
	void endOfAStalledProcessWasToldBefore() {
		this.loop.run(() -> this.worker.termination().beginAfterStall(0));
		execute(Step.ESCALATE, LATE);
		assertThat(this.process.isAlive()).isFalse();
		verify(this.publisher, never()).overdue(any(), any(), any());
	}

	@Test
	void processThatDoesNotTakeUpItsWorkerIsKilledWithoutAsking() {
		execute(Step.START_ELSEWHERE, 0);
		assertThat(this.worker.termination().reason()).isEqualTo(Reason.NOT_TAKEN_UP);
		assertThat(this.process.terminated).isZero();
		assertThat(this.process.isAlive()).isFalse();
	}

	@Test
	void workerIsWokenAsOftenAsItTakesAndThatIsToldOnce() {
		this.process.stubborn = false;
		this.process.deafness = 2;
		this.loop.run(() -> this.worker.want(WantedState.PAUSED));
		execute(Step.RING, 0);
		assertThat(this.worker.state()).isEqualTo(WorkerState.LOOPING);
		execute(Step.RING, 0);
		assertThat(this.worker.state()).isEqualTo(WorkerState.PAUSED);
		verify(this.publisher, times(1)).repairs(eq(this.worker), eq(Step.RING), any());
	}

	@Test
	void stateThatContradictsTheFactsIsReplacedByOneThatDoesNot() {
		this.loop.run(() -> this.worker.detach(WorkerState.LOOPING));
		execute(Step.SHOW, 0);
		assertThat(this.worker.state()).isEqualTo(WorkerState.RESTARTING);
		this.loop.run(() -> this.worker.keepDown(WorkerState.LOOPING));
		execute(Step.SHOW, 0);
		assertThat(this.worker.state()).isEqualTo(WorkerState.STOPPED);
	}

	@Test
	void stepForAProcessThatIsGoneMeanwhileHitsNobody() {
		this.loop.run(() -> this.worker.detach(WorkerState.RESTARTING));
		execute(Step.TELL_EXIT, 0);
		execute(Step.ESCALATE, 0);
		execute(Step.START_ELSEWHERE, 0);
		assertThat(this.process.isAlive()).isTrue();
		assertThat(this.worker.termination().isUnderWay()).isFalse();
		verifyNoInteractions(this.exits);
	}

	private void execute(Step step, long now) {
		this.loop.run(() -> {
			WorkerFacts facts = WorkerFactsReader.read(this.worker, false, false, now);
			this.steps.execute(step, this.worker, facts, now);
		});
	}

}
