package dev.daemonspring.supervisor;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.daemonspring.region.Activity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StallWatch}.
 */
class StallWatchTests {

	private static final long LOOK_APART = Duration.ofMillis(100).toNanos();

	private long now = Long.MAX_VALUE - LOOK_APART;

	@Test
	void lookWhenNoTimeoutIsNeverStalled() {
		StallWatch watch = new StallWatch(null, Duration.ofSeconds(1));
		assertThat(lookFor(watch, Duration.ofHours(1), 1, Activity.ITERATION)).isFalse();
	}

	@Test
	void lookWhenIterationWithoutProgressForLongerThanTimeoutIsStalled() {
		StallWatch watch = new StallWatch(Duration.ofSeconds(5), Duration.ofSeconds(60));
		assertThat(lookFor(watch, Duration.ofSeconds(5), 1, Activity.ITERATION)).isFalse();
		assertThat(lookFor(watch, Duration.ofSeconds(1), 1, Activity.ITERATION)).isTrue();
	}

	@Test
	void lookWhenProgressStartsAnew() {
		StallWatch watch = new StallWatch(Duration.ofSeconds(5), Duration.ofSeconds(60));
		assertThat(lookFor(watch, Duration.ofSeconds(4), 1, Activity.ITERATION)).isFalse();
		assertThat(lookFor(watch, Duration.ofSeconds(4), 2, Activity.ITERATION)).isFalse();
	}

	@Test
	void lookWhenWaitingForNextIterationAllowsALooptimeMore() {
		StallWatch watch = new StallWatch(Duration.ofSeconds(5), Duration.ofSeconds(60));
		assertThat(lookFor(watch, Duration.ofSeconds(64), 1, Activity.IDLE)).isFalse();
		assertThat(lookFor(watch, Duration.ofSeconds(2), 1, Activity.IDLE)).isTrue();
	}

	@Test
	void lookWhenDaemonWasAsleepDoesNotCountThatTime() {
		StallWatch watch = new StallWatch(Duration.ofSeconds(5), Duration.ofSeconds(1));
		lookFor(watch, Duration.ofSeconds(4), 1, Activity.ITERATION);
		this.now += Duration.ofMinutes(10).toNanos();
		assertThat(watch.look(1, Activity.ITERATION, this.now)).isFalse();
		assertThat(lookFor(watch, Duration.ofSeconds(2), 1, Activity.ITERATION)).isTrue();
	}

	private boolean lookFor(StallWatch watch, Duration time, long progress, Activity activity) {
		boolean stalled = false;
		for (long passed = 0; passed < time.toNanos(); passed += LOOK_APART) {
			this.now += LOOK_APART;
			stalled = watch.look(progress, activity, this.now);
		}
		return stalled;
	}

}
