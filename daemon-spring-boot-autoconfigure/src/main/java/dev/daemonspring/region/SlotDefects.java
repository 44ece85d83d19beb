package dev.daemonspring.region;

import org.jspecify.annotations.Nullable;

/**
 * Finds defects in the fields of a slot that are read together. Allocates only if there
 * is one.
 */
final class SlotDefects {

	private SlotDefects() {
	}

	static boolean isValidLength(int errorLength) {
		return errorLength >= 0 && errorLength <= RegionDescriptor.ERROR_CAPACITY;
	}

	static String torn(boolean stands) {
		return stands ? "The process stopped in the middle of writing its status"
				: "The process writes its status faster than it can be read";
	}

	static @Nullable String find(int code, int errorLength, long since, long pid, long iterations, long lastNanos,
			long longestNanos, long totalNanos, long failures) {
		if (Codes.stateOrNull(code) == null) {
			return "Unknown state code '" + code + "'";
		}
		if (!isValidLength(errorLength)) {
			return "The last error has an impossible length of '" + errorLength + "' bytes";
		}
		// One negative number among them makes the whole negative
		if ((since | pid | iterations | lastNanos | longestNanos | totalNanos | failures) < 0) {
			return "A number that can't be negative is: since=" + since + ", pid=" + pid + ", iterations=" + iterations
					+ ", lastNanos=" + lastNanos + ", longestNanos=" + longestNanos + ", totalNanos=" + totalNanos
					+ ", failures=" + failures;
		}
		return null;
	}

}
