package dev.daemonspring.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;

/**
 * Durations, for people and as JSON.
 */
final class Durations {

	private Durations() {
	}

	/**
	 * Return a duration with two units at most, such as {@code 12s}, {@code 3m12s} or
	 * {@code 4d03h}.
	 */
	static String coarse(Duration duration) {
		long seconds = Math.max(duration.toSeconds(), 0);
		if (seconds < 60) {
			return seconds + "s";
		}
		if (seconds < 3600) {
			return "%dm%02ds".formatted(seconds / 60, seconds % 60);
		}
		if (seconds < 86400) {
			return "%dh%02dm".formatted(seconds / 3600, seconds / 60 % 60);
		}
		return "%dd%02dh".formatted(seconds / 86400, seconds / 3600 % 24);
	}

	/**
	 * Return a duration with three digits at most, such as {@code 0.63ms}, {@code 24.2ms}
	 * or {@code 1.52s}.
	 */
	static String fine(long nanos) {
		if (nanos < 1_000_000_000L) {
			return digits(nanos / 1e6) + "ms";
		}
		return (nanos < 60_000_000_000L) ? digits(nanos / 1e9) + "s" : coarse(Duration.ofNanos(nanos));
	}

	private static String digits(double value) {
		if (value < 10) {
			return String.format(Locale.ROOT, "%.2f", value);
		}
		return String.format(Locale.ROOT, (value < 100) ? "%.1f" : "%.0f", value);
	}

	/**
	 * Return nanoseconds in seconds, as the RPC tells them.
	 */
	static BigDecimal seconds(long nanos) {
		BigDecimal seconds = BigDecimal.valueOf(nanos, 9).stripTrailingZeros();
		return (seconds.scale() < 0) ? seconds.setScale(0) : seconds;
	}

}
