package dev.daemonspring.supervisor;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;
import org.springframework.util.StringUtils;

/**
 * Finds what is wrong with a cron expression, and in which of its fields.
 */
final class CronDefect {

	private static final String[] FIELDS = { "second", "minute", "hour", "day of month", "month", "day of week" };

	private CronDefect() {
	}

	/**
	 * Return what is wrong, worded to follow "but", or {@code null} if nothing is.
	 */
	static @Nullable String find(String expression) {
		String defect = defect(expression);
		if (defect == null) {
			return null;
		}
		if (expression.startsWith("@")) {
			return "there is no such macro; there are '@yearly', '@monthly', '@weekly', '@daily' and '@hourly'";
		}
		String[] fields = StringUtils.tokenizeToStringArray(expression, " ");
		if (fields.length != FIELDS.length) {
			return "it has %d fields and not 6%s".formatted(fields.length, (fields.length == FIELDS.length - 1)
					? "; the first is the second, write '0 " + expression + "'" : "");
		}
		for (int i = 0; i < FIELDS.length; i++) {
			String[] alone = new String[FIELDS.length];
			Arrays.fill(alone, "*");
			alone[i] = fields[i];
			String reason = defect(String.join(" ", alone));
			if (reason != null) {
				return "its %s '%s' is invalid (%s)".formatted(FIELDS[i], fields[i], reason);
			}
		}
		return "it is invalid (" + defect + ")";
	}

	private static @Nullable String defect(String expression) {
		try {
			CronExpression.parse(expression);
			return null;
		}
		catch (RuntimeException ex) {
			String message = String.valueOf(ex.getMessage());
			int end = message.indexOf(" in cron expression");
			return (end > 0) ? message.substring(0, end) : message;
		}
	}

}
