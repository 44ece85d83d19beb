package dev.daemonspring.region;

/**
 * The counts and times of a slot that span all processes of its worker.
 */
final class SlotCounters {

	private static final int[] OFFSETS = { RegionDescriptor.ITERATIONS_OFFSET, RegionDescriptor.LONGEST_NANOS_OFFSET,
			RegionDescriptor.TOTAL_NANOS_OFFSET, RegionDescriptor.FAILURES_OFFSET };

	private SlotCounters() {
	}

	/**
	 * Count anew from zero what can't be true. Call it within the seqlock.
	 */
	static void repair(SharedMemory memory) {
		for (int offset : OFFSETS) {
			if (memory.getLong(offset) < 0) {
				memory.setLong(offset, 0);
			}
		}
	}

}
