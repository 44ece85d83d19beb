package dev.daemonspring.policy;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.daemonspring.policy.LeaseState.Attempt;
import dev.daemonspring.policy.LeaseState.Outcome;
import dev.daemonspring.policy.LeaseState.Step;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LeaseState}, with a clock that the test moves.
 */
class LeaseStateTests {

	private static final LeaseTerms TERMS = LeaseTerms.DEFAULT;

	private static final long PAUSE = seconds(0.5);

	private final LeaseState state = new LeaseState(TERMS, 0);

	private long now;

	@BeforeEach
	void want() {
		this.state.want(true, false);
	}

	@Test
	void nextWhenWantedAcquiresAndThenRenews() {
		assertThat(step()).isEqualTo(Step.ACQUIRE);
		acquire();
		assertThat(this.state.isHeld()).isTrue();
		this.now = seconds(3.9);
		assertThat(this.state.next(this.now)).isNull();
		this.now = seconds(4);
		assertThat(step()).isEqualTo(Step.RENEW);
	}

	@Test
	void nextWhenARenewalIsAskedForRenewsAtOnce() {
		this.state.renew(this.now);
		assertThat(step()).as("what is not held").isEqualTo(Step.ACQUIRE);
		acquire();
		this.now = seconds(1);
		this.state.renew(this.now);
		assertThat(step()).isEqualTo(Step.RENEW);
	}

	@Test
	void nextWhenARenewalIsAskedForDuringAnotherRenewsAgain() {
		acquire();
		this.now = seconds(4);
		Attempt begun = next();
		this.state.renew(this.now);
		complete(begun, Outcome.DONE);
		assertThat(step()).isEqualTo(Step.RENEW);
	}

	@Test
	void nextWhenNotWantedAsksForNothing() {
		this.state.want(false, false);
		assertThat(this.state.next(this.now)).isNull();
	}

	@Test
	void deadlineIsReckonedFromBeforeTheCall() {
		Attempt attempt = next();
		this.now = seconds(1.5);
		complete(attempt, Outcome.DONE);
		assertThat(this.state.deadline()).isEqualTo(seconds(12));
	}

	@Test
	void completedWhenTheAnswerComesAfterTheDeadlineIsInVain() {
		Attempt attempt = next();
		this.now = seconds(12);
		assertThat(complete(attempt, Outcome.DONE)).isFalse();
		assertThat(this.state.isHeld()).isFalse();
		assertThat(this.state.next(this.now + PAUSE)).as("before it was given back").isNull();
		this.state.returned();
		assertThat(this.state.next(this.now + PAUSE)).isNotNull();
	}

	@Test
	void completedWhenAcquiredAfterItWasNoLongerWantedIsInVain() {
		Attempt attempt = next();
		this.state.want(false, false);
		assertThat(complete(attempt, Outcome.DONE)).isFalse();
	}

	@Test
	void nextWhenARenewalHangsTriesAnotherAndNoThird() {
		acquire();
		this.now = seconds(4);
		Attempt hanging = next();
		this.now = seconds(5.9);
		assertThat(this.state.next(this.now)).isNull();
		this.now = seconds(6);
		Attempt second = next();
		assertThat(second.step()).isEqualTo(Step.RENEW);
		this.now = seconds(8);
		assertThat(this.state.next(this.now)).isNull();
		complete(hanging, Outcome.DONE);
		assertThat(this.state.deadline()).isEqualTo(seconds(16));
	}

	@Test
	void nextWhileAnyCallHangsDoesNotAcquire() {
		Attempt hanging = next();
		this.now = seconds(20);
		assertThat(this.state.next(this.now)).isNull();
		complete(hanging, Outcome.FAILED);
		this.now += PAUSE;
		assertThat(step()).isEqualTo(Step.ACQUIRE);
	}

	@Test
	void renewalsThatFailWithinTheLeaseChangeNothing() {
		acquire();
		this.state.want(true, true);
		this.now = seconds(4);
		complete(next(), Outcome.FAILED);
		this.now = seconds(4.5);
		complete(next(), Outcome.FAILED);
		assertThat(this.state.isOver(this.now)).isFalse();
		this.now = seconds(5);
		complete(next(), Outcome.DONE);
		assertThat(this.state.deadline()).isEqualTo(seconds(17));
	}

	@Test
	void nextAfterTheDeadlineWaitsForTheEndOfTheProcess() {
		acquire();
		this.state.want(true, true);
		this.now = seconds(12);
		assertThat(this.state.isOver(this.now)).isTrue();
		assertThat(this.state.next(this.now)).isNull();
		this.state.want(true, false);
		assertThat(step()).isEqualTo(Step.RELEASE);
		assertThat(this.state.isHeld()).isFalse();
	}

	@Test
	void nextWhileAProcessIsLeftNeverAcquires() {
		this.state.want(true, true);
		assertThat(this.state.next(seconds(100))).isNull();
	}

	@Test
	void nextWhenNoLongerWantedReleasesOnlyAfterTheExit() {
		acquire();
		this.state.want(false, true);
		this.now = seconds(4);
		assertThat(step()).isEqualTo(Step.RENEW);
		this.state.want(false, false);
		this.now = seconds(6);
		assertThat(step()).isEqualTo(Step.RELEASE);
	}

	@Test
	void completedWhenARenewalIsRefusedIsOverAtOnce() {
		acquire();
		this.state.want(true, true);
		this.now = seconds(4);
		complete(next(), Outcome.REFUSED);
		assertThat(this.state.isOver(this.now)).isTrue();
	}

	@Test
	void completedWhenARenewalOfAnEarlierStayComesLateIsNotCounted() {
		acquire();
		this.now = seconds(4);
		Attempt late = next();
		this.state.want(false, false);
		this.now = seconds(6);
		complete(next(), Outcome.DONE);
		assertThat(this.state.isHeld()).isFalse();
		complete(late, Outcome.DONE);
		assertThat(this.state.isHeld()).isFalse();
		assertThat(this.state.isOver(this.now)).isTrue();
	}

	@Test
	void waitTellsWhenThereIsSomethingToAsk() {
		acquire();
		assertThat(this.state.wait(seconds(1), seconds(10))).isEqualTo(seconds(3));
		assertThat(this.state.wait(seconds(1), seconds(1))).isEqualTo(seconds(1));
		assertThat(this.state.wait(seconds(5), seconds(10))).isZero();
	}

	@Test
	void noticeIsTheGraceUnlessOneFailureWouldEndTheWorker() {
		assertThat(TERMS.notice(Duration.ofSeconds(5))).isEqualTo(Duration.ofSeconds(5));
		assertThat(TERMS.notice(Duration.ofSeconds(30))).isEqualTo(Duration.ofSeconds(6));
	}

	private void acquire() {
		Attempt attempt = this.state.next(this.now);
		complete((attempt != null) ? attempt : new Attempt(Step.ACQUIRE, 0, this.now), Outcome.DONE);
	}

	private Attempt next() {
		Attempt attempt = this.state.next(this.now);
		assertThat(attempt).isNotNull();
		return attempt;
	}

	/**
	 * Return what is asked first, without asking it.
	 */
	private @Nullable Step step() {
		LeaseState state = this.state;
		Attempt attempt = state.next(this.now);
		if (attempt != null && attempt.step() == Step.ACQUIRE) {
			complete(attempt, Outcome.DONE);
		}
		return (attempt != null) ? attempt.step() : null;
	}

	private boolean complete(Attempt attempt, Outcome outcome) {
		return this.state.completed(attempt, outcome, this.now, PAUSE);
	}

	private static long seconds(double seconds) {
		return (long) (seconds * 1e9);
	}

}
