package dev.daemonspring.policy;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ScaleLimits}.
 */
class ScaleLimitsTests {

	private final ScaleLimits limits = new ScaleLimits(2, 5, Duration.ofSeconds(30));

	@ParameterizedTest(name = "of {0}, {1} are wished for: {2}")
	@CsvSource({ "3,3,3", "3,5,4", "3,100,4", "3,2,2", "3,-7,2", "5,6,5", "2,0,2", "1,1,2", "7,7,6" })
	void wishIsFollowedByOneStepWithinTheLimits(int instances, int wish, int next) {
		assertThat(this.limits.step(instances, wish)).isEqualTo(next);
	}

}
