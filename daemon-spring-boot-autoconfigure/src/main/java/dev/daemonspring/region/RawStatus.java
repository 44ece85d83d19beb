package dev.daemonspring.region;

import org.jspecify.annotations.Nullable;

/**
 * The fields that the seqlock guards, as they were found. Copying them is all that is
 * done between the two looks at the sequence; whether they make sense is judged
 * afterwards.
 *
 * @param told everything but the last error
 * @param errorLength the length that the last error is said to have, in bytes
 * @param error the last error, or nothing when it can't have that length
 */
record RawStatus(SlotSnapshot told, int errorLength, byte[] error) {

	private static final byte[] NONE = new byte[0];

	static RawStatus copy(SharedMemory memory) {
		int code = memory.getInt(RegionDescriptor.STATE_OFFSET);
		SlotSnapshot told = new SlotSnapshot(code, Codes.stateOrNull(code),
				memory.getLong(RegionDescriptor.SINCE_OFFSET), memory.getLong(RegionDescriptor.PID_OFFSET),
				memory.getInt(RegionDescriptor.INCARNATION_OFFSET), memory.getLong(RegionDescriptor.ITERATIONS_OFFSET),
				memory.getLong(RegionDescriptor.LAST_NANOS_OFFSET),
				memory.getLong(RegionDescriptor.LONGEST_NANOS_OFFSET),
				memory.getLong(RegionDescriptor.TOTAL_NANOS_OFFSET), memory.getLong(RegionDescriptor.FAILURES_OFFSET),
				null, null);
		int length = memory.getInt(RegionDescriptor.ERROR_LENGTH_OFFSET);
		return new RawStatus(told, length,
				isPossible(length) ? memory.getBytes(RegionDescriptor.ERROR_OFFSET, length) : NONE);
	}

	private static boolean isPossible(int errorLength) {
		return errorLength >= 0 && errorLength <= RegionDescriptor.ERROR_CAPACITY;
	}

	SlotSnapshot toSnapshot(@Nullable String torn) {
		return new SlotSnapshot(this.told.stateCode(), this.told.state(), this.told.since(), this.told.pid(),
				this.told.incarnation(), this.told.iterations(), this.told.lastNanos(), this.told.longestNanos(),
				this.told.totalNanos(), this.told.failures(), (this.error.length > 0) ? Utf8.decode(this.error) : null,
				(torn != null) ? torn : defect());
	}

	private @Nullable String defect() {
		if (this.told.state() == null) {
			return "Unknown state code '" + this.told.stateCode() + "'";
		}
		if (!isPossible(this.errorLength)) {
			return "The last error has an impossible length of '" + this.errorLength + "' bytes";
		}
		// One negative number among them makes the whole negative
		if ((this.told.since() | this.told.pid() | this.told.iterations() | this.told.lastNanos()
				| this.told.longestNanos() | this.told.totalNanos() | this.told.failures()) < 0) {
			return "A number that can't be negative is: " + this.told;
		}
		return null;
	}

}
