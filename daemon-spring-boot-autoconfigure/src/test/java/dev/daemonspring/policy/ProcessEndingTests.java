package dev.daemonspring.policy;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.daemonspring.policy.ProcessEnding.Reason;
import dev.daemonspring.policy.ProcessEnding.Stage;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ProcessEnding}.
 */
class ProcessEndingTests {

	private static final Duration GRACE = Duration.ofSeconds(5);

	private static final long LATE = GRACE.toNanos();

	private final ProcessEnding asked = ProcessEnding.asked(Reason.STOP, 0, GRACE);

	@Test
	void endIsOverdueWhenItsGraceIsOver() {
		assertThat(this.asked.isOverdue(LATE - 1)).isFalse();
		assertThat(this.asked.isOverdue(LATE)).isTrue();
	}

	@Test
	void eachStageIsWorseThanTheOneBeforeAndHasAGraceOfItsOwn() {
		ProcessEnding terminated = this.asked.escalated(LATE);
		assertThat(terminated.stage()).isEqualTo(Stage.TERMINATED);
		assertThat(terminated.isOverdue(2 * LATE - 1)).isFalse();
		assertThat(terminated.isOverdue(2 * LATE)).isTrue();
		assertThat(terminated.escalated(2 * LATE).stage()).isEqualTo(Stage.KILLED);
		assertThat(terminated.escalated(2 * LATE).escalated(3 * LATE).stage()).isEqualTo(Stage.KILLED);
	}

	@Test
	void anotherReasonGivesNoMoreTime() {
		ProcessEnding restarted = this.asked.escalated(LATE).because(Reason.RESTART);
		assertThat(restarted.reason()).isEqualTo(Reason.RESTART);
		assertThat(restarted.stage()).isEqualTo(Stage.TERMINATED);
		assertThat(restarted.since()).isEqualTo(LATE);
	}

	@Test
	void killingSkipsTheStagesBefore() {
		assertThat(this.asked.killed(1)).isEqualTo(new ProcessEnding(Reason.STOP, Stage.KILLED, 1, GRACE));
	}

	@Test
	void anotherProcessFollowsWhereItWasOrderedOrWasNotTheWorkersFault() {
		assertThat(Reason.RESTART.isFollowed()).isTrue();
		assertThat(Reason.LIMIT.isFollowed()).isTrue();
		assertThat(Reason.STALL.isFollowed()).isTrue();
		assertThat(Reason.NOT_TAKEN_UP.isFollowed()).isTrue();
		assertThat(Reason.STOP.isFollowed()).isFalse();
		assertThat(Reason.OWN.isFollowed()).isFalse();
	}

}
