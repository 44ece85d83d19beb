package dev.daemonspring.policy;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PlannedReplacement}.
 */
class PlannedReplacementTests {

	private static final Duration OLD = Duration.ofHours(1);

	private static final Duration YOUNG = Duration.ofSeconds(3);

	private final PlannedReplacement replacement = new PlannedReplacement();

	@Test
	void processThatHasReachedNoLimitIsNotDue() {
		assertThat(this.replacement.isDue(0)).isFalse();
		assertThat(this.replacement.mayFinish()).isFalse();
	}

	@Test
	void limitIsToldOnceForEachProcess() {
		assertThat(this.replacement.reached("it has done 5", true, OLD, 0)).isTrue();
		assertThat(this.replacement.reached("it has done 6", true, OLD, 1)).isFalse();
		assertThat(this.replacement.isDue(0)).isTrue();
		assertThat(this.replacement.isEarly()).isFalse();
		this.replacement.begun(6);
		assertThat(this.replacement.limit()).isNull();
		assertThat(this.replacement.isDue(0)).isFalse();
		assertThat(this.replacement.reached("it has done 5", true, OLD, 2)).isTrue();
	}

	@Test
	void processThatIsAlsoTooLargeMayNotFinish() {
		this.replacement.reached("it has done 5", true, OLD, 0);
		assertThat(this.replacement.mayFinish()).isTrue();
		this.replacement.reached("it is too large", false, OLD, 1);
		assertThat(this.replacement.mayFinish()).isFalse();
		this.replacement.reached("it has done 5", true, OLD, 2);
		assertThat(this.replacement.limit()).isEqualTo("it is too large");
	}

	@Test
	void iterationsOfEarlierProcessesDoNotCount() {
		this.replacement.begun(100);
		assertThat(this.replacement.ownIterations(107)).isEqualTo(7);
		assertThat(this.replacement.ownIterations(-1)).as("rubbish").isZero();
	}

	@Test
	void limitThatIsReachedTooSoonIsDueLaterEachTime() {
		assertThat(delay(YOUNG)).isZero();
		assertThat(this.replacement.isEarly()).isTrue();
		assertThat(delay(YOUNG)).isEqualTo(1);
		assertThat(delay(YOUNG)).isEqualTo(2);
		assertThat(delay(YOUNG)).isEqualTo(4);
		for (int i = 0; i < 100; i++) {
			assertThat(delay(YOUNG)).isBetween(8L, 30L);
		}
		assertThat(delay(YOUNG)).isEqualTo(30);
		assertThat(delay(OLD)).isZero();
		assertThat(delay(YOUNG)).isZero();
	}

	@Test
	void replacementThatHasFailedIsDueAgainInAMinute() {
		this.replacement.reached("it has done 5", true, OLD, 0);
		this.replacement.failed(10);
		assertThat(this.replacement.isDue(Duration.ofSeconds(60).toNanos())).isFalse();
		assertThat(this.replacement.isDue(Duration.ofSeconds(60).toNanos() + 10)).isTrue();
	}

	@Test
	void isDueForCountsFromWhenItIsDue() {
		this.replacement.reached("it has done 5", true, OLD, 0);
		assertThat(this.replacement.isDueFor(Duration.ofSeconds(1), 10)).isFalse();
		assertThat(this.replacement.isDueFor(Duration.ofSeconds(1), Duration.ofSeconds(1).toNanos())).isTrue();
	}

	/**
	 * Return after how many seconds a limit is due that another process reaches.
	 */
	private long delay(Duration age) {
		this.replacement.begun(0);
		this.replacement.reached("it has done 5", true, age, 0);
		for (long seconds = 0; seconds < 100; seconds++) {
			if (this.replacement.isDue(Duration.ofSeconds(seconds).toNanos())) {
				return seconds;
			}
		}
		return Long.MAX_VALUE;
	}

}
