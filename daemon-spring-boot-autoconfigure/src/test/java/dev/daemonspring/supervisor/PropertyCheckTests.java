package dev.daemonspring.supervisor;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.unit.DataSize;

import dev.daemonspring.process.WorkerConfigurationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link PropertyCheck} and {@link InvalidPropertyException}.
 */
class PropertyCheckTests {

	private static final Duration LONGEST = Duration.ofDays(36_500);

	private final PropertyCheck check = new PropertyCheck("daemon.copy");

	@ParameterizedTest
	@MethodSource
	void valueWithinItsLimitsOrNotSetPasses(Consumer<PropertyCheck> check) {
		assertThatNoException().isThrownBy(() -> check.accept(this.check));
	}

	static Stream<Consumer<PropertyCheck>> valueWithinItsLimitsOrNotSetPasses() {
		return Stream.of((check) -> check.notNegative("x", null), (check) -> check.notNegative("x", Duration.ZERO),
				(check) -> check.notNegative("x", LONGEST), (check) -> check.positive("x", null),
				(check) -> check.positive("x", Duration.ofMillis(1)), (check) -> check.positive("x", LONGEST),
				(check) -> check.between("x", (Duration) null, Duration.ZERO, Duration.ZERO),
				(check) -> check.between("x", Duration.ZERO, Duration.ZERO, Duration.ZERO),
				(check) -> check.between("x", (DataSize) null, DataSize.ofBytes(1), DataSize.ofBytes(2)),
				(check) -> check.between("x", DataSize.ofBytes(1), DataSize.ofBytes(1), DataSize.ofBytes(2)),
				(check) -> check.between("x", DataSize.ofBytes(2), DataSize.ofBytes(1), DataSize.ofBytes(2)),
				(check) -> check.atLeast("x", (DataSize) null, DataSize.ofBytes(1)),
				(check) -> check.atLeast("x", DataSize.ofBytes(1), DataSize.ofBytes(1)),
				(check) -> check.atLeast("x", DataSize.ofBytes(Long.MAX_VALUE), DataSize.ofBytes(1)),
				(check) -> check.between("x", (Integer) null, 1, 2), (check) -> check.between("x", 1, 1, 2),
				(check) -> check.between("x", 2, 1, 2), (check) -> check.atLeast("x", (Number) null, 1),
				(check) -> check.atLeast("x", 1, 1), (check) -> check.atLeast("x", 1.0, 1),
				(check) -> check.atLeast("x", Long.MAX_VALUE, 1), (check) -> check.atLeast("x", Double.MAX_VALUE, 1),
				(check) -> check.check("x", null, true, "any"));
	}

	@ParameterizedTest
	@MethodSource
	void valueBeyondItsLimitsIsExplained(Consumer<PropertyCheck> check, String value, String limit) {
		assertThatInvalid(check).withMessage("'daemon.copy.x' is '%s', but must be %s.".formatted(value, limit));
	}

	static Stream<Arguments> valueBeyondItsLimitsIsExplained() {
		return Stream.of(
				beyond((check) -> check.notNegative("x", Duration.ofNanos(-1)), "-1ns", "between 0s and 36500d"),
				beyond((check) -> check.notNegative("x", LONGEST.plusNanos(1)), "36500d1ns", "between 0s and 36500d"),
				beyond((check) -> check.positive("x", Duration.ZERO), "0s", "between 1ms and 36500d"),
				beyond((check) -> check.positive("x", Duration.ofNanos(999_999)), "999us999ns",
						"between 1ms and 36500d"),
				beyond((check) -> check.between("x", Duration.ofSeconds(90), Duration.ZERO, Duration.ofSeconds(89)),
						"1m30s", "between 0s and 1m29s"),
				beyond((check) -> check.between("x", DataSize.ofBytes(1025), DataSize.ofBytes(0),
						DataSize.ofKilobytes(1)), "1025B", "between 0B and 1KB"),
				beyond((check) -> check.between("x", DataSize.ofMegabytes(-1), DataSize.ofMegabytes(1024),
						DataSize.ofTerabytes(2)), "-1MB", "between 1GB and 2048GB"),
				beyond((check) -> check.atLeast("x", DataSize.ofBytes(0), DataSize.ofMegabytes(2)), "0B",
						"at least 2MB"),
				beyond((check) -> check.between("x", 0, 1, 2), "0", "between 1 and 2"),
				beyond((check) -> check.between("x", 3, 1, 2), "3", "between 1 and 2"),
				beyond((check) -> check.atLeast("x", 0L, 1), "0", "at least 1"),
				beyond((check) -> check.atLeast("x", 0.99, 1), "0.99", "at least 1"),
				beyond((check) -> check.atLeast("x", Double.NaN, 1), "NaN", "at least 1"),
				beyond((check) -> check.atLeast("x", Double.POSITIVE_INFINITY, 1), "Infinity", "at least 1"),
				beyond((check) -> check.check("x", "a b", false, "a name"), "a b", "a name"),
				beyond((check) -> check.check("x", null, false, "set"), "null", "set"));
	}

	@Test
	void longestTimesCanBeAddedInNanoseconds() {
		assertThat(LONGEST.plus(LONGEST).toNanos()).isPositive();
		assertThatNoException().isThrownBy(() -> this.check.notNegative("x", LONGEST));
	}

	@Test
	void exceptionTellsThePropertyAndTheRemedy() {
		assertThatInvalid((check) -> check.between("standby", 101, 0, 100)).satisfies((ex) -> {
			assertThat(ex).isInstanceOf(WorkerConfigurationException.class);
			assertThat(ex.property()).isEqualTo("daemon.copy.standby");
			assertThat(ex.action()).isEqualTo("Set 'daemon.copy.standby' to a value that is between 0 and 100,"
					+ " or remove it, so that its default applies.");
		});
	}

	private ThrowableAssertAlternative<InvalidPropertyException> assertThatInvalid(Consumer<PropertyCheck> check) {
		return assertThatExceptionOfType(InvalidPropertyException.class).isThrownBy(() -> check.accept(this.check));
	}

	private static Arguments beyond(Consumer<PropertyCheck> check, String value, String limit) {
		return Arguments.of(check, value, limit);
	}

}
