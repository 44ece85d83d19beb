package dev.daemonspring.supervisor;

import java.time.Duration;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.daemonspring.policy.Reconciler.Step;
import dev.daemonspring.policy.StallWatch.Finding;
import dev.daemonspring.policy.WorkerFacts.Assigned;
import dev.daemonspring.policy.WorkerFacts.Presence;
import dev.daemonspring.process.Child;
import dev.daemonspring.process.ProcessExit;
import dev.daemonspring.region.Activity;
import dev.daemonspring.region.DaemonSlot;
import dev.daemonspring.supervisor.WorkerSpecification.StallAction;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link WorkerWatch}.
 */
class WorkerWatchTests {

	private static final long STEP = Duration.ofMillis(100).toNanos();

	private static final long TAKEN_UP = WorkerWatch.ASSIGNMENT_TIMEOUT.toNanos();

	private static final long FOLLOWED = WorkerWatch.ORDER_TIMEOUT.toNanos();

	private final WorkerWatch watch = new WorkerWatch(
			SupervisorFixture.watched("copy", Duration.ofSeconds(4), StallAction.RESTART));

	private final Child process = mock(Child.class);

	private final DaemonSlot slot = mock(DaemonSlot.class);

	private long now;

	@BeforeEach
	void setUp() {
		given(this.process.hasBooted()).willReturn(true);
		given(this.process.isProcess()).willReturn(true);
		given(this.slot.activity()).willReturn(Activity.ITERATION);
	}

	@Test
	void processThatBootsForLongerThanItsStartTimeoutIsLate() {
		given(this.process.hasBooted()).willReturn(false);
		this.watch.reset();
		Duration late = null;
		for (; late == null; this.now += STEP) {
			late = this.watch.lookForLateStart(this.process, this.now);
		}
		assertThat(late).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(61));
	}

	@Test
	void processThatHasBootedIsNeverLate() {
		for (; this.now < Duration.ofMinutes(2).toNanos(); this.now += STEP) {
			assertThat(this.watch.lookForLateStart(this.process, this.now)).isNull();
		}
	}

	@Test
	void workerWithoutProgressIsFoundStalled() {
		assertThat(firstFinding(WorkerState.LOOPING, Duration.ofSeconds(10))).isEqualTo(Finding.STALLED);
		assertThat(this.watch.still()).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(5));
	}

	@Test
	void workerIsNotWatchedInAStateWithoutALoop() {
		for (WorkerState state : new WorkerState[] { WorkerState.STOPPED, WorkerState.RESTARTING, WorkerState.FAILED,
				WorkerState.STALLED }) {
			assertThat(firstFinding(state, Duration.ofSeconds(10))).as("%s", state).isEqualTo(Finding.WELL);
		}
	}

	@Test
	void workerIsNotWatchedWhileItsProcessBoots() {
		given(this.process.hasBooted()).willReturn(false);
		assertThat(firstFinding(WorkerState.SPINUP, Duration.ofSeconds(10))).isEqualTo(Finding.WELL);
	}

	@Test
	void assignmentThatABootedProcessDoesNotTakeUpIsOverdue() {
		assertThat(this.watch.assignment(this.process, false, 0)).isEqualTo(Assigned.PENDING);
		assertThat(this.watch.assignment(this.process, false, TAKEN_UP - 1)).isEqualTo(Assigned.PENDING);
		assertThat(this.watch.assignment(this.process, false, TAKEN_UP)).isEqualTo(Assigned.OVERDUE);
		assertThat(this.watch.assignment(this.process, true, TAKEN_UP)).isEqualTo(Assigned.BEGUN);
	}

	@Test
	void assignmentIsNotOverdueWhileTheProcessBootsOrWhereThereIsNone() {
		given(this.process.hasBooted()).willReturn(false);
		this.watch.assignment(this.process, false, 0);
		assertThat(this.watch.assignment(this.process, false, TAKEN_UP)).isEqualTo(Assigned.PENDING);
		given(this.process.hasBooted()).willReturn(true);
		given(this.process.isProcess()).willReturn(false);
		this.watch.assignment(this.process, false, TAKEN_UP);
		assertThat(this.watch.assignment(this.process, false, 3 * TAKEN_UP)).isEqualTo(Assigned.PENDING);
	}

	@Test
	void timeToTakeUpTheWorkerIsThatOfOneProcess() {
		this.watch.assignment(this.process, false, 0);
		this.watch.reset();
		assertThat(this.watch.assignment(this.process, false, TAKEN_UP)).isEqualTo(Assigned.PENDING);
	}

	@Test
	void orderThatAnIdleWorkerLeavesAloneIsUnfollowedOncePerTimeout() {
		assertThat(this.watch.isUnfollowed(false, Activity.IDLE, 0)).isFalse();
		assertThat(this.watch.isUnfollowed(false, Activity.IDLE, FOLLOWED)).isTrue();
		assertThat(this.watch.isUnfollowed(false, Activity.IDLE, FOLLOWED + 1)).isFalse();
		assertThat(this.watch.isUnfollowed(false, Activity.IDLE, 2 * FOLLOWED + 1)).isTrue();
	}

	@Test
	void orderIsNotUnfollowedByAWorkerThatIsBusy() {
		this.watch.isUnfollowed(false, Activity.IDLE, 0);
		assertThat(this.watch.isUnfollowed(false, Activity.ITERATION, FOLLOWED)).isFalse();
		assertThat(this.watch.isUnfollowed(false, Activity.IDLE, FOLLOWED)).isFalse();
	}

	@Test
	void firstRingIsTheFirstSinceAnOrderWasFollowed() {
		assertThat(this.watch.isNews(Step.RING, 0)).isTrue();
		assertThat(this.watch.isNews(Step.RING, 0)).isFalse();
		this.watch.isUnfollowed(false, Activity.ITERATION, 0);
		assertThat(this.watch.isNews(Step.RING, 0)).isFalse();
		this.watch.isUnfollowed(true, Activity.IDLE, 0);
		assertThat(this.watch.isNews(Step.RING, 0)).isTrue();
	}

	@Test
	void processIsGoneWhenItsExitIsNotReportedInTime() {
		long reported = ProcessExit.REPORT_TIMEOUT.toNanos();
		assertThat(this.watch.presence(true, 0)).isEqualTo(Presence.LIVING);
		assertThat(this.watch.presence(false, 1)).isEqualTo(Presence.LIVING);
		assertThat(this.watch.presence(false, reported)).isEqualTo(Presence.LIVING);
		assertThat(this.watch.presence(false, reported + 1)).isEqualTo(Presence.GONE);
		this.watch.reset();
		assertThat(this.watch.presence(false, reported + 2)).isEqualTo(Presence.LIVING);
	}

	private Finding firstFinding(WorkerState state, Duration within) {
		Finding finding = Finding.WELL;
		for (long end = this.now + within.toNanos(); finding == Finding.WELL && this.now < end; this.now += STEP) {
			finding = this.watch.lookForProgress(this.process, this.slot, state, this.now);
		}
		return finding;
	}

}
