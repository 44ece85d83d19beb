package dev.daemonspring.cli;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Durations}.
 */
class DurationsTests {

	@Test
	void coarseHasTwoUnitsAtMost() {
		assertThat(Durations.coarse(Duration.ofSeconds(-3))).isEqualTo("0s");
		assertThat(Durations.coarse(Duration.ofSeconds(59))).isEqualTo("59s");
		assertThat(Durations.coarse(Duration.ofSeconds(192))).isEqualTo("3m12s");
		assertThat(Durations.coarse(Duration.ofMinutes(125))).isEqualTo("2h05m");
		assertThat(Durations.coarse(Duration.ofHours(99))).isEqualTo("4d03h");
	}

	@Test
	void fineHasThreeDigits() {
		assertThat(Durations.fine(0)).isEqualTo("0.00ms");
		assertThat(Durations.fine(626_591)).isEqualTo("0.63ms");
		assertThat(Durations.fine(24_186_262)).isEqualTo("24.2ms");
		assertThat(Durations.fine(999_400_000)).isEqualTo("999ms");
		assertThat(Durations.fine(1_520_000_000)).isEqualTo("1.52s");
		assertThat(Durations.fine(192_000_000_000L)).isEqualTo("3m12s");
	}

	@Test
	void secondsAreThoseOfTheRpc() {
		assertThat(Durations.seconds(1_500_000)).hasToString("0.0015");
		assertThat(Durations.seconds(60_000_000_000L)).hasToString("60");
		assertThat(Durations.seconds(0)).hasToString("0");
	}

}
