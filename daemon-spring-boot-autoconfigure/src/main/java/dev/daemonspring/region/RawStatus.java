package dev.daemonspring.region;

import org.jspecify.annotations.Nullable;

/**
 * The fields that the seqlock guards, as they were found. Copying them is all that is
 * done between the two looks at the sequence; whether they make sense is judged
 * afterwards.
 */
record RawStatus(int stateCode, long since, long pid, int incarnation, long iterations, long lastNanos,
		long longestNanos, long totalNanos, long failures, int errorLength, byte[] error) {

	private static final byte[] NONE = new byte[0];

	static RawStatus copy(SharedMemory memory) {
		int length = memory.getInt(RegionDescriptor.ERROR_LENGTH_OFFSET);
		return new RawStatus(memory.getInt(RegionDescriptor.STATE_OFFSET),
				memory.getLong(RegionDescriptor.SINCE_OFFSET), memory.getLong(RegionDescriptor.PID_OFFSET),
				memory.getInt(RegionDescriptor.INCARNATION_OFFSET), memory.getLong(RegionDescriptor.ITERATIONS_OFFSET),
				memory.getLong(RegionDescriptor.LAST_NANOS_OFFSET),
				memory.getLong(RegionDescriptor.LONGEST_NANOS_OFFSET),
				memory.getLong(RegionDescriptor.TOTAL_NANOS_OFFSET), memory.getLong(RegionDescriptor.FAILURES_OFFSET),
				length, isPossible(length) ? memory.getBytes(RegionDescriptor.ERROR_OFFSET, length) : NONE);
	}

	private static boolean isPossible(int errorLength) {
		return errorLength >= 0 && errorLength <= RegionDescriptor.ERROR_CAPACITY;
	}

	SlotSnapshot toSnapshot(@Nullable String torn) {
		return new SlotSnapshot(this.stateCode, Codes.stateOrNull(this.stateCode), this.since, this.pid,
				this.incarnation, this.iterations, this.lastNanos, this.longestNanos, this.totalNanos, this.failures,
				(this.error.length > 0) ? Utf8.decode(this.error) : null, (torn != null) ? torn : defect());
	}

	private @Nullable String defect() {
		if (Codes.stateOrNull(this.stateCode) == null) {
			return "Unknown state code '" + this.stateCode + "'";
		}
		if (!isPossible(this.errorLength)) {
			return "The last error has an impossible length of '" + this.errorLength + "' bytes";
		}
		// One negative number among them makes the whole negative
		if ((this.since | this.pid | this.iterations | this.lastNanos | this.longestNanos | this.totalNanos
				| this.failures) < 0) {
			return "Negative among since '" + this.since + "', pid '" + this.pid + "', iterations '" + this.iterations
					+ "', nanoseconds '" + this.lastNanos + "', '" + this.longestNanos + "', '" + this.totalNanos
					+ "', failures '" + this.failures + "'";
		}
		return null;
	}

}
