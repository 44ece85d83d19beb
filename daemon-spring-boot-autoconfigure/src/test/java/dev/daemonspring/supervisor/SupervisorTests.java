package dev.daemonspring.supervisor;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.daemonspring.policy.OperatorOrder;
import dev.daemonspring.region.ProcessPhase;
import dev.daemonspring.region.WantedState;
import dev.daemonspring.region.WorkerSlot;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link Supervisor}, driven by hand: no process, no thread, no real time.
 */
class SupervisorTests {

	private static final Duration SOON = Duration.ofSeconds(2);

	private static final Duration LATE = Duration.ofMinutes(2);

	private @TempDir Path directory;

	private SupervisorFixture fixture;

	@AfterEach
	void close() {
		this.fixture.close();
	}

	private SupervisorFixture start(int standbys, boolean forever) {
		this.fixture = new SupervisorFixture(this.directory, standbys, SupervisorFixture.worker("copy", forever))
			.start();
		assertThat(this.fixture.state("copy")).isEqualTo(WorkerState.LOOPING);
		return this.fixture;
	}

	@Test
	void startIsAwaitedThoughTheThreadHasLookedBefore() {
		SupervisorFixture daemon = new SupervisorFixture(this.directory, 0, SupervisorFixture.worker("copy", true));
		this.fixture = daemon;
		daemon.onLaunch = (process) -> process.frozen = true;
		daemon.start();
		assertThat(daemon.state("copy")).isEqualTo(WorkerState.SPINUP);
		assertThat(daemon.supervisor.isSpunUp()).isFalse();
		daemon.process("copy").thaw();
		assertThat(daemon.reaches("copy", WorkerState.LOOPING, SOON)).isTrue();
		daemon.loop.advance(SOON);
		assertThat(daemon.supervisor.isSpunUp()).isTrue();
	}

	@Test
	void exitIsFollowedByANewProcessInTheSameStep() {
		SupervisorFixture daemon = start(1, true);
		FakeProcess standby = daemon.processes.get(1);
		daemon.process("copy").exit(137);
		daemon.loop.advance(Duration.ZERO);
		assertThat(daemon.process("copy")).isSameAs(standby);
		assertThat(daemon.state("copy")).isEqualTo(WorkerState.LOOPING);
	}

	@Test
	void exitThatWasNeverToldIsFoundWithinASecond() {
		SupervisorFixture daemon = start(1, true);
		FakeProcess first = daemon.process("copy");
		first.silent = true;
		first.exit(137);
		assertThat(daemon.loop.advance(Duration.ofSeconds(1), () -> !daemon.worker("copy").runsIn(first))).isTrue();
		assertThat(daemon.reaches("copy", WorkerState.LOOPING, SOON)).isTrue();
		assertThat(WorkerInfo.of(daemon.worker("copy")).lastExit()).contains("SIGKILL");
	}

	@Test
	void exitThatWasNeverToldOfAWorkerThatIsNotForeverEndsTheDaemon() {
		SupervisorFixture daemon = start(0, false);
		daemon.process("copy").silent = true;
		daemon.process("copy").exit(1);
		daemon.loop.advance(SOON);
		assertThat(daemon.daemonEnds).isTrue();
		assertThat(daemon.state("copy")).isEqualTo(WorkerState.FAILED);
	}

	@Test
	void startThatThrowsAnErrorIsTriedAgain() {
		SupervisorFixture daemon = new SupervisorFixture(this.directory, 0, SupervisorFixture.worker("copy", true));
		this.fixture = daemon;
		AtomicInteger failures = new AtomicInteger();
		daemon.failure = () -> (failures.incrementAndGet() <= 3)
				? new OutOfMemoryError("unable to create native thread") : null;
		daemon.start();
		assertThat(daemon.reaches("copy", WorkerState.LOOPING, LATE)).isTrue();
		assertThat(failures).hasValue(4);
	}

	@Test
	void startThatThrowsIsTriedAgainForAWorkerThatIsNotForever() {
		SupervisorFixture daemon = new SupervisorFixture(this.directory, 0, SupervisorFixture.worker("copy", false));
		this.fixture = daemon;
		AtomicInteger failures = new AtomicInteger();
		daemon.failure = () -> (failures.incrementAndGet() <= 2) ? new IOException("error=11, try again") : null;
		daemon.start();
		assertThat(daemon.reaches("copy", WorkerState.LOOPING, LATE)).isTrue();
		assertThat(daemon.daemonEnds).isFalse();
	}

	@Test
	void startThatTheLauncherRefusesIsTriedAgain() {
		SupervisorFixture daemon = new SupervisorFixture(this.directory, 0, SupervisorFixture.worker("copy", true));
		this.fixture = daemon;
		daemon.launcherRuns = false;
		daemon.start();
		assertThat(daemon.state("copy")).isEqualTo(WorkerState.RESTARTING);
		assertThat(WorkerInfo.of(daemon.worker("copy")).lastError()).contains("unable to create native thread");
		daemon.launcherRuns = true;
		assertThat(daemon.reaches("copy", WorkerState.LOOPING, LATE)).isTrue();
	}

	@Test
	void startWhoseResultWasLostIsFound() {
		SupervisorFixture daemon = new SupervisorFixture(this.directory, 0, SupervisorFixture.worker("copy", true));
		this.fixture = daemon;
		daemon.loop.loses(() -> true);
		daemon.start();
		assertThat(daemon.state("copy")).isEqualTo(WorkerState.LOOPING);
	}

	@Test
	void stopWhileTheStartIsOverdueHoldsAndStartWorksAgain() {
		SupervisorFixture daemon = start(0, true);
		daemon.failure = () -> new OutOfMemoryError();
		daemon.process("copy").exit(1);
		daemon.loop.advance(SOON);
		assertThat(daemon.order(OperatorOrder.STOP, "copy")).isTrue();
		assertThat(daemon.state("copy")).isEqualTo(WorkerState.STOPPED);
		daemon.failure = () -> null;
		daemon.loop.advance(LATE);
		assertThat(daemon.state("copy")).isEqualTo(WorkerState.STOPPED);
		assertThat(daemon.order(OperatorOrder.START, "copy")).isTrue();
		assertThat(daemon.reaches("copy", WorkerState.LOOPING, SOON)).isTrue();
	}

	@Test
	void restartThatIsOverBeforeTheNextLookIsToldAsAnyOther() {
		SupervisorFixture daemon = start(1, true);
		daemon.events.clear();
		daemon.processes.get(0).exit(137);
		daemon.loop.advance(Duration.ofSeconds(1));
		assertThat(daemon.process("copy")).isSameAs(daemon.processes.get(1));
		// Events have a thread of their own
		await().untilAsserted(() -> assertThat(daemon.events).filteredOn(WorkerStateChangedEvent.class::isInstance)
			.contains(new WorkerStateChangedEvent("copy", WorkerState.LOOPING, WorkerState.RESTARTING),
					new WorkerStateChangedEvent("copy", WorkerState.RESTARTING, WorkerState.LOOPING)));
	}

	@Test
	void standbyThatDoesNotTakeUpItsWorkerIsKilledAndTheWorkerStartsElsewhere() {
		SupervisorFixture daemon = start(1, false);
		FakeProcess standby = daemon.processes.get(1);
		standby.frozen = true;
		assertThat(daemon.order(OperatorOrder.RESTART, "copy")).isTrue();
		daemon.loop.advance(Duration.ofSeconds(5));
		assertThat(daemon.process("copy")).isSameAs(standby);
		assertThat(daemon.loop.advance(LATE, () -> daemon.state("copy") == WorkerState.LOOPING)).isTrue();
		assertThat(standby.isAlive()).isFalse();
		assertThat(daemon.daemonEnds).isFalse();
	}

	@Test
	void resumeWhileStoppingIsRefusedAndTheStopHolds() {
		SupervisorFixture daemon = start(0, true);
		FakeProcess process = daemon.process("copy");
		process.deafness = 1;
		assertThat(daemon.order(OperatorOrder.STOP, "copy")).isTrue();
		assertThat(daemon.order(OperatorOrder.RESUME, "copy")).isFalse();
		assertThat(daemon.order(OperatorOrder.PAUSE, "copy")).isFalse();
		assertThat(daemon.worker("copy").wanted()).isEqualTo(WantedState.STOPPED);
		assertThat(daemon.reaches("copy", WorkerState.STOPPED, SOON)).isTrue();
		daemon.loop.advance(LATE);
		assertThat(daemon.state("copy")).isEqualTo(WorkerState.STOPPED);
		assertThat(process.terminated).isZero();
		assertThat(daemon.daemonEnds).isFalse();
	}

	@Test
	void endOfAFormerProcessPressesNobodyLater() {
		SupervisorFixture daemon = start(1, true);
		daemon.order(OperatorOrder.STOP, "copy");
		daemon.loop.advance(Duration.ofMillis(100));
		daemon.order(OperatorOrder.START, "copy");
		assertThat(daemon.reaches("copy", WorkerState.LOOPING, SOON)).isTrue();
		FakeProcess process = daemon.process("copy");
		daemon.loop.advance(LATE);
		assertThat(daemon.process("copy")).isSameAs(process);
		assertThat(process.terminated).isZero();
	}

	@Test
	void processThatDoesNotEndIsTerminatedAndThenKilled() {
		SupervisorFixture daemon = start(0, true);
		FakeProcess process = daemon.process("copy");
		process.stubborn = true;
		daemon.order(OperatorOrder.STOP, "copy");
		daemon.loop.advance(SupervisorFixture.GRACE.minusMillis(100));
		assertThat(process.terminated).isZero();
		daemon.loop.advance(Duration.ofMillis(300));
		assertThat(process.terminated).isOne();
		assertThat(process.isAlive()).isTrue();
		daemon.loop.advance(SupervisorFixture.GRACE);
		assertThat(process.isAlive()).isFalse();
		assertThat(daemon.state("copy")).isEqualTo(WorkerState.STOPPED);
	}

	@Test
	void endThatNobodyOrderedHasALimitAsWell() {
		SupervisorFixture daemon = start(0, true);
		FakeProcess process = daemon.process("copy");
		process.stubborn = true;
		process.stop();
		daemon.loop.advance(Duration.ofSeconds(1));
		assertThat(daemon.state("copy")).isEqualTo(WorkerState.SPINDOWN);
		daemon.loop.advance(SupervisorFixture.GRACE.multipliedBy(2));
		assertThat(process.terminated).isOne();
		assertThat(process.isAlive()).isFalse();
		assertThat(daemon.reaches("copy", WorkerState.LOOPING, LATE)).isTrue();
	}

	@Test
	void orderThatWasNotHeardIsRepeatedWithinASecondOrTwo() {
		SupervisorFixture daemon = start(0, true);
		daemon.process("copy").deafness = 1;
		assertThat(daemon.order(OperatorOrder.PAUSE, "copy")).isTrue();
		assertThat(daemon.state("copy")).isEqualTo(WorkerState.LOOPING);
		assertThat(daemon.reaches("copy", WorkerState.PAUSED, SOON)).isTrue();
	}

	@Test
	void pauseOfTheWorkerItselfDoesNotOverrideAStop() {
		SupervisorFixture daemon = start(0, true);
		FakeProcess process = daemon.process("copy");
		process.deafness = 1;
		daemon.order(OperatorOrder.STOP, "copy");
		try (WorkerSlot slot = WorkerSlot.open(daemon.regionFile(), 0)) {
			slot.pausedItself(slot.wantedSequence());
		}
		process.exit(0);
		daemon.loop.advance(SOON);
		assertThat(daemon.worker("copy").wanted()).isEqualTo(WantedState.STOPPED);
		assertThat(daemon.state("copy")).isEqualTo(WorkerState.STOPPED);
	}

	@Test
	void startAfterStopComesWhenTheProcessHasEnded() {
		SupervisorFixture daemon = start(1, true);
		FakeProcess process = daemon.process("copy");
		process.stubborn = true;
		daemon.order(OperatorOrder.STOP, "copy");
		daemon.loop.advance(Duration.ofSeconds(1));
		assertThat(daemon.order(OperatorOrder.START, "copy")).isTrue();
		assertThat(daemon.order(OperatorOrder.PAUSE, "copy")).isTrue();
		daemon.loop.advance(SupervisorFixture.GRACE.multipliedBy(2).plusSeconds(1));
		assertThat(process.isAlive()).isFalse();
		assertThat(daemon.state("copy")).isEqualTo(WorkerState.PAUSED);
	}

	@Test
	void standbyThatIsStoppedIsGivenToNobodyAndReplaced() {
		SupervisorFixture daemon = start(1, true);
		FakeProcess standby = daemon.processes.get(1);
		standby.stopped = true;
		daemon.process("copy").exit(137);
		assertThat(daemon.reaches("copy", WorkerState.LOOPING, SOON)).isTrue();
		assertThat(daemon.process("copy")).isNotSameAs(standby);
		assertThat(standby.isAlive()).isFalse();
		daemon.loop.advance(LATE);
		assertThat(daemon.living()).hasSize(2);
	}

	@Test
	void standbyThatNeverBootsIsReplaced() {
		SupervisorFixture daemon = start(1, true);
		daemon.onLaunch = (process) -> process.phase(ProcessPhase.BOOTING);
		daemon.processes.get(1).exit(1);
		assertThat(daemon.loop.advance(LATE, () -> daemon.processes.size() == 3)).isTrue();
		FakeProcess hanging = daemon.processes.get(2);
		daemon.onLaunch = (process) -> {
		};
		daemon.loop.advance(SupervisorFixture.BOOT_TIMEOUT.multipliedBy(2));
		assertThat(hanging.isAlive()).isFalse();
		assertThat(daemon.living()).hasSize(2);
	}

	@Test
	void standbyThatHasReadAConfigurationBeforeItsChangeIsReplaced() {
		SupervisorFixture daemon = start(1, true);
		FakeProcess standby = daemon.processes.get(1);
		daemon.configuration++;
		daemon.loop.advance(SOON);
		assertThat(standby.isAlive()).isFalse();
		assertThat(daemon.living()).hasSize(2);
	}

	@Test
	void orderedRestartAfterAChangeOfTheConfigurationIsInNoOldStandby() {
		SupervisorFixture daemon = start(1, true);
		FakeProcess standby = daemon.processes.get(1);
		daemon.configuration++;
		daemon.order(OperatorOrder.RESTART, "copy");
		assertThat(daemon.reaches("copy", WorkerState.LOOPING, SOON)).isTrue();
		assertThat(daemon.process("copy")).isNotSameAs(standby);
		assertThat(standby.isAlive()).isFalse();
	}

	@Test
	void standbyThatDiesWhenItWasReadyIsReplacedWithBackOff() {
		SupervisorFixture daemon = start(1, true);
		daemon.onLaunch = (process) -> process.exit(1);
		daemon.processes.get(1).exit(1);
		daemon.loop.advance(Duration.ofSeconds(60));
		assertThat(daemon.processes.size()).isBetween(5, 9);
		daemon.onLaunch = (process) -> {
		};
		daemon.loop.advance(LATE);
		assertThat(daemon.living()).hasSize(2);
	}

	@Test
	void stateNeverSaysThatAWorkerRunsWithoutAProcess() {
		SupervisorFixture daemon = start(0, true);
		daemon.failure = () -> new OutOfMemoryError();
		daemon.process("copy").silent = true;
		daemon.process("copy").exit(137);
		daemon.loop.advance(Duration.ofSeconds(1));
		assertThat(daemon.state("copy")).isEqualTo(WorkerState.RESTARTING);
	}

}
