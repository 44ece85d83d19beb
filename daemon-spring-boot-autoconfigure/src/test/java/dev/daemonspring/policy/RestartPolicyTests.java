package dev.daemonspring.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RestartPolicy}.
 */
class RestartPolicyTests {

	private static final Duration UNHEALTHY = Duration.ZERO;

	private long now = 1_000_000_000;

	@Test
	void decideWhenFirstCrashRestartsAtOnce() {
		RestartDecision decision = RestartPolicy.DEFAULT.decide(RestartHistory.NONE, UNHEALTHY, this.now);
		assertThat(decision).isInstanceOfSatisfying(RestartDecision.Restart.class,
				(restart) -> assertThat(restart.delay()).isZero());
	}

	@Test
	void decideWhenCrashesInARowDoublesDelayUpToMaximum() {
		assertThat(delays(RestartPolicy.DEFAULT, 9)).extracting(Duration::toSeconds)
			.containsExactly(0L, 1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
	}

	@Test
	void decideWhenThousandsOfCrashesNeverGivesUp() {
		assertThat(delays(RestartPolicy.DEFAULT, 5000)).hasSize(5000).last().isEqualTo(Duration.ofSeconds(30));
	}

	@Test
	void decideWhenHealthyForLongEnoughRestartsAtOnceAgain() {
		RestartHistory history = new RestartHistory(7, List.of());
		assertThat(RestartPolicy.DEFAULT.decide(history, Duration.ofSeconds(60), this.now))
			.isInstanceOfSatisfying(RestartDecision.Restart.class, (restart) -> assertThat(restart.delay()).isZero());
	}

	@Test
	void decideWhenNotHealthyForLongEnoughKeepsBackOff() {
		RestartHistory history = new RestartHistory(2, List.of());
		assertThat(RestartPolicy.DEFAULT.decide(history, Duration.ofSeconds(59), this.now)).isInstanceOfSatisfying(
				RestartDecision.Restart.class,
				(restart) -> assertThat(restart.delay()).isEqualTo(Duration.ofSeconds(2)));
	}

	@Test
	void decideWhenDelaysAreZeroStillWaitsFromTheSecondRestartOn() {
		RestartPolicy policy = new RestartPolicy(Duration.ZERO, 2, Duration.ZERO, Duration.ofSeconds(60), null,
				Duration.ofSeconds(60));
		assertThat(policy.isBelowShortestDelay()).isTrue();
		assertThat(RestartPolicy.DEFAULT.isBelowShortestDelay()).isFalse();
		assertThat(delays(policy, 3)).containsExactly(Duration.ZERO, Duration.ofMillis(50), Duration.ofMillis(50));
	}

	@Test
	void decideWhenMoreRestartsThanAllowedWithinPeriodGivesUp() {
		RestartPolicy policy = policy(3, Duration.ofSeconds(60));
		RestartHistory history = RestartHistory.NONE;
		for (int i = 0; i < 3; i++) {
			RestartDecision decision = policy.decide(history, UNHEALTHY, this.now);
			assertThat(decision).isInstanceOf(RestartDecision.Restart.class);
			history = decision.history();
			this.now += Duration.ofSeconds(1).toNanos();
		}
		assertThat(policy.decide(history, UNHEALTHY, this.now)).isInstanceOf(RestartDecision.GiveUp.class);
	}

	@Test
	void decideWhenRestartsAreOlderThanPeriodDoesNotGiveUp() {
		RestartPolicy policy = policy(1, Duration.ofSeconds(60));
		RestartHistory history = policy.decide(RestartHistory.NONE, UNHEALTHY, this.now).history();
		this.now += Duration.ofSeconds(61).toNanos();
		assertThat(policy.decide(history, UNHEALTHY, this.now)).isInstanceOf(RestartDecision.Restart.class);
	}

	@Test
	void decideWhenClockWrapsAroundStillCounts() {
		RestartPolicy policy = policy(1, Duration.ofSeconds(60));
		RestartHistory history = policy.decide(RestartHistory.NONE, UNHEALTHY, Long.MAX_VALUE).history();
		assertThat(policy.decide(history, UNHEALTHY, Long.MIN_VALUE)).isInstanceOf(RestartDecision.GiveUp.class);
	}

	private RestartPolicy policy(int maxRestarts, Duration within) {
		return new RestartPolicy(Duration.ofSeconds(1), 2, Duration.ofSeconds(30), Duration.ofSeconds(60), maxRestarts,
				within);
	}

	private List<Duration> delays(RestartPolicy policy, int crashes) {
		List<Duration> delays = new ArrayList<>();
		RestartHistory history = RestartHistory.NONE;
		for (int i = 0; i < crashes; i++) {
			RestartDecision.Restart restart = (RestartDecision.Restart) policy.decide(history, UNHEALTHY, this.now);
			delays.add(restart.delay());
			history = restart.history();
		}
		return delays;
	}

}
