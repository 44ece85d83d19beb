package dev.daemonspring.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.daemonspring.policy.StallWatch.Finding;
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
		StallWatch watch = new StallWatch(null);
		assertThat(lookFor(watch, Duration.ofHours(1), 1, Activity.ITERATION)).isFalse();
	}

	@Test
	void lookWhenIterationWithoutProgressForLongerThanTimeoutIsStalled() {
		StallWatch watch = new StallWatch(Duration.ofSeconds(5));
		assertThat(lookFor(watch, Duration.ofSeconds(5), 1, Activity.ITERATION)).isFalse();
		assertThat(lookFor(watch, Duration.ofSeconds(1), 1, Activity.ITERATION)).isTrue();
	}

	@Test
	void lookWhenProgressStartsAnew() {
		StallWatch watch = new StallWatch(Duration.ofSeconds(5));
		assertThat(lookFor(watch, Duration.ofSeconds(4), 1, Activity.ITERATION)).isFalse();
		assertThat(lookFor(watch, Duration.ofSeconds(4), 2, Activity.ITERATION)).isFalse();
	}

	@Test
	void lookWhenWaitingFindsQuietOnceHalfWay() {
		StallWatch watch = new StallWatch(Duration.ofSeconds(4));
		assertThat(findings(watch, Duration.ofSeconds(4), 1, Activity.IDLE)).containsOnlyOnce(Finding.QUIET)
			.doesNotContain(Finding.STALLED);
	}

	@Test
	void lookWhenWaitingAndAnsweringIsNeverStalled() {
		StallWatch watch = new StallWatch(Duration.ofSeconds(4));
		for (int progress = 1; progress < 10; progress++) {
			assertThat(findings(watch, Duration.ofSeconds(3), progress, Activity.IDLE)).doesNotContain(Finding.STALLED);
		}
	}

	@Test
	void lookWhenWaitingWithoutAnAnswerIsStalledAfterTimeout() {
		StallWatch watch = new StallWatch(Duration.ofSeconds(4));
		findings(watch, Duration.ofSeconds(4), 1, Activity.IDLE);
		assertThat(findings(watch, Duration.ofSeconds(1), 1, Activity.IDLE)).contains(Finding.STALLED);
	}

	@Test
	void lookWhenTimeoutIsShorterThanALookAsksBeforeItJudges() {
		StallWatch watch = new StallWatch(Duration.ofMillis(10));
		assertThat(findings(watch, Duration.ofSeconds(1), 1, Activity.IDLE)).startsWith(Finding.WELL, Finding.QUIET,
				Finding.STALLED);
	}

	@Test
	void lookWhenDaemonWasAsleepDoesNotCountThatTime() {
		StallWatch watch = new StallWatch(Duration.ofSeconds(5));
		lookFor(watch, Duration.ofSeconds(4), 1, Activity.ITERATION);
		this.now += Duration.ofMinutes(10).toNanos();
		assertThat(watch.look(1, Activity.ITERATION, this.now)).isEqualTo(Finding.WELL);
		assertThat(lookFor(watch, Duration.ofSeconds(2), 1, Activity.ITERATION)).isTrue();
	}

	@Test
	void lookWhenMachineWasAsleepForLongerThanTimeoutDoesNotBlameTheWorker() {
		StallWatch watch = new StallWatch(Duration.ofSeconds(1));
		lookFor(watch, Duration.ofMillis(500), 1, Activity.ITERATION);
		this.now += Duration.ofMillis(1500).toNanos();
		assertThat(watch.look(1, Activity.ITERATION, this.now)).isEqualTo(Finding.WELL);
	}

	private boolean lookFor(StallWatch watch, Duration time, long progress, Activity activity) {
		List<Finding> findings = findings(watch, time, progress, activity);
		return findings.get(findings.size() - 1) == Finding.STALLED;
	}

	private List<Finding> findings(StallWatch watch, Duration time, long progress, Activity activity) {
		List<Finding> findings = new ArrayList<>();
		for (long passed = 0; passed < time.toNanos(); passed += LOOK_APART) {
			this.now += LOOK_APART;
			findings.add(watch.look(progress, activity, this.now));
		}
		return findings;
	}

}
