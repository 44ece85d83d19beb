package dev.daemonspring.supervisor;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.daemonspring.policy.OperatorOrder.Situation;
import dev.daemonspring.policy.ProcessEnding.Reason;
import dev.daemonspring.process.ProcessExit;
import dev.daemonspring.region.RegionLayout;
import dev.daemonspring.region.StatusRegion;
import dev.daemonspring.region.WantedState;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ManagedWorker}, without a supervisor.
 */
class ManagedWorkerTests {

	private static final int CONTROLLED = 0;

	@TempDir
	Path directory;

	private final ManualEventLoop loop = new ManualEventLoop();

	private StatusRegion region;

	private ManagedWorker worker;

	@BeforeEach
	void create() {
		this.region = StatusRegion.create(this.directory.resolve("d").resolve("region"), new RegionLayout(3, 1024, 2));
		this.worker = new ManagedWorker(new WorkerGroup(SupervisorFixture.worker("copy", true), this.loop), 0,
				this.region.slot(0), this.loop, LifeJournal.NONE);
	}

	@AfterEach
	void close() {
		this.region.close();
	}

	@Test
	void workerIsDownUntilItIsKeptUp() {
		assertThat(this.worker.state()).isEqualTo(WorkerState.STOPPED);
		assertThat(this.worker.isToRun()).isFalse();
		assertThat(this.worker.isRunning()).isFalse();
		assertThat(this.worker.situation()).isEqualTo(Situation.DOWN);
		this.loop.run(this.worker::keepUp);
		assertThat(this.worker.isToRun()).isTrue();
		assertThat(this.worker.situation()).isEqualTo(Situation.STARTING);
	}

	@Test
	void attachedProcessIsAssignedTheWorkerWithWhatIsWanted() {
		FakeProcess process = process(1);
		this.loop.run(() -> {
			this.worker.keepUp();
			this.worker.want(WantedState.PAUSED);
			this.worker.attach(process, 0);
		});
		assertThat(this.worker.process()).isSameAs(process);
		assertThat(this.worker.runsIn(process)).isTrue();
		assertThat(this.worker.state()).isEqualTo(WorkerState.PAUSED);
		assertThat(this.worker.situation()).isEqualTo(Situation.RUNNING);
		assertThat(process.slot().wanted()).isEqualTo(WantedState.PAUSED);
	}

	@Test
	void whatIsWantedIsOrderedAtOnce() {
		FakeProcess process = attach(1);
		this.loop.run(() -> this.worker.want(WantedState.PAUSED));
		assertThat(process.slot().wanted()).isEqualTo(WantedState.PAUSED);
		assertThat(this.worker.state()).isEqualTo(WorkerState.PAUSED);
	}

	@Test
	void whatIsWantedOfTheNextProcessIsNotHeardByTheOneThatEnds() {
		FakeProcess process = attach(1);
		process.stubborn = true;
		this.loop.run(() -> {
			this.worker.end(Reason.RESTART, 0);
			this.worker.want(WantedState.PAUSED);
		});
		assertThat(process.slot().wanted()).isEqualTo(WantedState.STOPPED);
		assertThat(this.worker.wanted()).isEqualTo(WantedState.PAUSED);
		assertThat(this.worker.situation()).isEqualTo(Situation.REPLACING);
	}

	@Test
	void endOfItsOwnIsNotOrdered() {
		FakeProcess process = attach(1);
		this.loop.run(() -> this.worker.end(Reason.OWN, 0));
		assertThat(process.slot().wanted()).isEqualTo(WantedState.LOOPING);
		assertThat(this.worker.termination().reason()).isEqualTo(Reason.OWN);
		assertThat(this.worker.situation()).isEqualTo(Situation.STOPPING);
	}

	@Test
	void failureOfAWorkerThatIsForeverIsShownAsARestart() {
		FakeProcess process = attach(1);
		process.slot().state(WorkerState.FAILED);
		this.loop.run(() -> this.worker.end(Reason.OWN, 0));
		assertThat(this.worker.state()).isEqualTo(WorkerState.RESTARTING);
	}

	@Test
	void workerThatPausedItselfIsPausedInItsNextProcess() {
		FakeProcess process = attach(1);
		process.slot().pausedItself(process.slot().wantedSequence());
		this.loop.run(() -> this.worker.exited(process, new ProcessExit(137)));
		assertThat(this.worker.wanted()).isEqualTo(WantedState.PAUSED);
	}

	@Test
	void exitIsReportedWithTheLastWordsOfTheProcess() {
		FakeProcess process = attach(1);
		process.slot().failed("broken");
		this.loop.run(() -> assertThat(this.worker.exited(process, new ProcessExit(1)).isStoppedItself()).isFalse());
		assertThat(WorkerInfo.of(this.worker).lastError()).isEqualTo("broken");
		assertThat(WorkerInfo.of(this.worker).lastExit()).isEqualTo("exit code 1");
		process.slot().state(WorkerState.STOPPED);
		this.loop
			.run(() -> assertThat(this.worker.exited(process, new ProcessExit(CONTROLLED)).isStoppedItself()).isTrue());
	}

	@Test
	void processThatIsGoneIsShownAsItIsSaidWhateverItLeftBehind() {
		FakeProcess process = attach(1);
		// Of an incarnation that there never was
		process.slot().begin(process.pid(), 99);
		process.slot().state(WorkerState.LOOPING);
		this.loop.run(() -> this.worker.detach(WorkerState.RESTARTING));
		assertThat(this.worker.state()).isEqualTo(WorkerState.RESTARTING);
		assertThat(this.worker.process()).isNull();
	}

	@Test
	void overrideEndsWhenTheNextProcessBegins() {
		attach(1);
		this.loop.run(() -> this.worker.detach(WorkerState.RESTARTING));
		attach(2);
		assertThat(this.worker.state()).isEqualTo(WorkerState.LOOPING);
	}

	@Test
	void workerThatIsKeptDownHasNoStart() {
		this.loop.run(() -> {
			this.worker.keepUp();
			this.worker.backoff().schedule(0);
			this.worker.keepDown(WorkerState.FAILED);
		});
		assertThat(this.worker.state()).isEqualTo(WorkerState.FAILED);
		assertThat(this.worker.isToRun()).isFalse();
		assertThat(this.worker.backoff().remaining(0, 7)).isEqualTo(7);
	}

	@Test
	void workerThatWasStoppedLoopsWhenItIsKeptUp() {
		this.loop.run(() -> {
			this.worker.want(WantedState.STOPPED);
			this.worker.keepUp();
		});
		assertThat(this.worker.wanted()).isEqualTo(WantedState.LOOPING);
	}

	@Test
	void workerIsUnsettledUntilItDoesAsItWasTold() {
		FakeProcess process = attach(1);
		assertThat(WorkerCheck.isUnsettled(this.worker)).isFalse();
		process.deafness = 1;
		this.loop.run(() -> this.worker.want(WantedState.PAUSED));
		assertThat(WorkerCheck.isUnsettled(this.worker)).isTrue();
		this.worker.ring();
		assertThat(WorkerCheck.isUnsettled(this.worker)).isFalse();
	}

	@Test
	void infoTellsOfTheProcessAndItsSlot() {
		FakeProcess process = attach(1);
		process.slot().iterationEnded(Duration.ofMillis(3).toNanos());
		WorkerInfo info = WorkerInfo.of(this.worker);
		assertThat(info.name()).isEqualTo("copy");
		assertThat(info.pid()).isEqualTo(process.pid());
		assertThat(info.state()).isEqualTo(WorkerState.LOOPING);
		assertThat(info.wanted()).isEqualTo(WorkerState.LOOPING);
		assertThat(info.iterations()).isOne();
		assertThat(info.lastLoop()).isEqualTo(Duration.ofMillis(3));
		assertThat(info.regionError()).isNull();
	}

	@Test
	void onlyTheSupervisorsThreadMayChangeIt() {
		FakeProcess process = process(1);
		assertThatExceptionOfType(AssertionError.class).isThrownBy(this.worker::keepUp);
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.worker.keepDown(WorkerState.STOPPED));
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.worker.want(WantedState.PAUSED));
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.worker.end(Reason.STOP, 0));
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.worker.override(WorkerState.FAILED));
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.worker.attach(process, 0));
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> this.worker.exited(process, ProcessExit.UNKNOWN));
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.worker.detach(WorkerState.STOPPED));
		assertThat(this.worker.state()).isEqualTo(WorkerState.STOPPED);
		assertThat(this.worker.wanted()).isEqualTo(WantedState.LOOPING);
		assertThat(this.worker.process()).isNull();
	}

	private FakeProcess attach(int scratch) {
		FakeProcess process = process(scratch);
		this.loop.run(() -> {
			this.worker.keepUp();
			this.worker.attach(process, 0);
		});
		assertThat(this.worker.state()).isEqualTo(WorkerState.LOOPING);
		return process;
	}

	private FakeProcess process(int scratch) {
		return new FakeProcess(this.region.file(), this.region.slot(scratch), 1000 + scratch);
	}

}
