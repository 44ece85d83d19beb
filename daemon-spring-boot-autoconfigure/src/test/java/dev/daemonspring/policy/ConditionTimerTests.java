package dev.daemonspring.policy;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConditionTimer}.
 */
class ConditionTimerTests {

	private static final long SECOND = Duration.ofSeconds(1).toNanos();

	private final ConditionTimer timer = new ConditionTimer(Duration.ofSeconds(1));

	@Test
	void conditionThatHoldsForTheLimitIsOver() {
		assertThat(this.timer.isOver(true, 0)).isFalse();
		assertThat(this.timer.isOver(true, SECOND - 1)).isFalse();
		assertThat(this.timer.isOver(true, SECOND)).isTrue();
	}

	@Test
	void conditionThatIsBrokenBeginsAnew() {
		this.timer.isOver(true, 0);
		assertThat(this.timer.isOver(false, SECOND)).isFalse();
		assertThat(this.timer.isOver(true, 2 * SECOND)).isFalse();
		assertThat(this.timer.isOver(true, 3 * SECOND)).isTrue();
	}

	@Test
	void resetBeginsAnew() {
		this.timer.isOver(true, 0);
		this.timer.reset();
		assertThat(this.timer.isOver(true, SECOND)).isFalse();
	}

	@Test
	void clockThatWrapsAroundStillCounts() {
		this.timer.isOver(true, Long.MAX_VALUE);
		assertThat(this.timer.isOver(true, Long.MIN_VALUE)).isFalse();
		assertThat(this.timer.isOver(true, Long.MAX_VALUE + SECOND)).isTrue();
	}

}
