package dev.daemonspring.region;

import java.lang.invoke.VarHandle;

/**
 * Reads a slot as a whole. Thread-safe; never blocks, and never throws on rubbish: what
 * can't be trusted is given as it is, with a defect.
 */
final class SlotReader {

	/**
	 * A write takes some ten nanoseconds, so one that outlasts all attempts has no living
	 * writer, or one that was suspended in the middle of it.
	 */
	private static final int ATTEMPTS = 1000;

	private final SharedMemory memory;

	SlotReader(SharedMemory memory) {
		this.memory = memory;
	}

	SlotSnapshot read() {
		long first = this.memory.getLongAcquire(RegionDescriptor.SEQLOCK_OFFSET);
		long before = first;
		for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
			if (!Seqlock.isWriting(before)) {
				RawStatus status = RawStatus.copy(this.memory);
				VarHandle.acquireFence();
				if (this.memory.getLong(RegionDescriptor.SEQLOCK_OFFSET) == before) {
					return status.toSnapshot(null);
				}
			}
			Thread.onSpinWait();
			before = this.memory.getLongAcquire(RegionDescriptor.SEQLOCK_OFFSET);
		}
		return RawStatus.copy(this.memory)
			.toSnapshot((before == first) ? "The process stopped in the middle of writing its status"
					: "The process writes its status faster than it can be read");
	}

}
