package dev.daemonspring.supervisor;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DurationFormat;
import org.springframework.format.datetime.standard.DurationFormatterUtils;
import org.springframework.util.unit.DataSize;

/**
 * A check of property values against their limits. The first value beyond its limit is
 * rejected with an {@link InvalidPropertyException} that explains it. A property that is
 * not set ({@code null}) is within all limits.
 */
public final class PropertyCheck {

	/**
	 * A hundred years, so that sums of such durations still fit into the nanoseconds of a
	 * clock.
	 */
	private static final Duration LONGEST = Duration.ofDays(36_500);

	private final String prefix;

	/**
	 * Create a check.
	 * @param prefix the prefix of the names of the properties, without a trailing dot
	 */
	public PropertyCheck(String prefix) {
		this.prefix = prefix;
	}

	/**
	 * Check a duration between zero and a hundred years.
	 * @param key the rest of the property's name
	 * @param value the value
	 */
	public void notNegative(String key, @Nullable Duration value) {
		between(key, value, Duration.ZERO, LONGEST);
	}

	/**
	 * Check a duration between one millisecond and a hundred years.
	 * @param key the rest of the property's name
	 * @param value the value
	 */
	public void positive(String key, @Nullable Duration value) {
		between(key, value, Duration.ofMillis(1), LONGEST);
	}

	/**
	 * Check a duration.
	 * @param key the rest of the property's name
	 * @param value the value
	 * @param least the shortest duration allowed
	 * @param most the longest duration allowed
	 */
	public void between(String key, @Nullable Duration value, Duration least, Duration most) {
		boolean valid = value == null || (value.compareTo(least) >= 0 && value.compareTo(most) <= 0);
		check(key, value, valid, "between " + text(least) + " and " + text(most));
	}

	/**
	 * Check a size.
	 * @param key the rest of the property's name
	 * @param value the value
	 * @param least the smallest size allowed
	 * @param most the largest size allowed
	 */
	public void between(String key, @Nullable DataSize value, DataSize least, DataSize most) {
		boolean valid = value == null || (value.compareTo(least) >= 0 && value.compareTo(most) <= 0);
		check(key, value, valid, "between " + text(least) + " and " + text(most));
	}

	/**
	 * Check a size that has no upper limit.
	 * @param key the rest of the property's name
	 * @param value the value
	 * @param least the smallest size allowed
	 */
	public void atLeast(String key, @Nullable DataSize value, DataSize least) {
		check(key, value, value == null || value.compareTo(least) >= 0, "at least " + text(least));
	}

	/**
	 * Check a number.
	 * @param key the rest of the property's name
	 * @param value the value
	 * @param least the smallest number allowed
	 * @param most the largest number allowed
	 */
	public void between(String key, @Nullable Integer value, int least, int most) {
		check(key, value, value == null || (value >= least && value <= most), "between " + least + " and " + most);
	}

	/**
	 * Check a number that has no upper limit.
	 * @param key the rest of the property's name
	 * @param value the value; not-a-number and infinity are rejected
	 * @param least the smallest number allowed
	 */
	public void atLeast(String key, @Nullable Number value, long least) {
		boolean valid = value == null || (value.doubleValue() >= least && value.doubleValue() <= Double.MAX_VALUE);
		check(key, value, valid, "at least " + least);
	}

	/**
	 * Check a value.
	 * @param key the rest of the property's name
	 * @param value the value
	 * @param valid whether it is within its limits
	 * @param limit the limits, worded to follow "must be"
	 * @throws InvalidPropertyException if the value is not valid
	 */
	public void check(String key, @Nullable Object value, boolean valid, String limit) {
		if (!valid) {
			String property = this.prefix + "." + key;
			throw new InvalidPropertyException(property,
					"'%s' is '%s', but must be %s.".formatted(property, text(value), limit),
					"Set '%s' to a value that is %s, or remove it, so that its default applies.".formatted(property,
							limit));
		}
	}

	private static String text(@Nullable Object value) {
		if (value instanceof Duration duration) {
			return duration.isZero() ? "0s" : DurationFormatterUtils.print(duration, DurationFormat.Style.COMPOSITE);
		}
		return (value instanceof DataSize size) ? text(size) : String.valueOf(value);
	}

	/**
	 * Return a size in the largest unit, up to gigabytes, that divides it evenly.
	 */
	private static String text(DataSize size) {
		long bytes = size.toBytes();
		String[] units = { "B", "KB", "MB", "GB" };
		int unit = 0;
		while (bytes != 0 && bytes % 1024 == 0 && unit < units.length - 1) {
			bytes /= 1024;
			unit++;
		}
		return bytes + units[unit];
	}

}
