package dev.daemonspring.region;

import java.lang.invoke.VarHandle;

/**
 * Brackets writes to those fields of a slot that are read together: the sequence is odd
 * between {@link #begin} and {@link #end}. One writer at a time. A writer that dies in
 * between leaves it odd; the next writer continues from there, which repairs it.
 */
final class Seqlock {

	private Seqlock() {
	}

	static boolean isWriting(long sequence) {
		return (sequence & 1) != 0;
	}

	// Make the sequence odd before any field is written.
	static long begin(SharedMemory memory) {
		long writing = memory.getLong(RegionDescriptor.SEQLOCK_OFFSET) | 1;
		memory.setLong(RegionDescriptor.SEQLOCK_OFFSET, writing);
		VarHandle.storeStoreFence();
		return writing;
	}

	// Make the sequence even after every field was written.
	static void end(SharedMemory memory, long writing) {
		memory.setLongRelease(RegionDescriptor.SEQLOCK_OFFSET, writing + 1);
	}

}
