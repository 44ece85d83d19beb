package dev.daemonspring.region;

import dev.daemonspring.worker.WorkerState;

/**
 * Resets what a process reported when another one takes its place. The ticks that the
 * worker has dealt with are kept.
 */
final class SlotStatus {

	private static final int[] COUNTERS = { RegionDescriptor.ITERATIONS_OFFSET, RegionDescriptor.LONGEST_NANOS_OFFSET,
			RegionDescriptor.TOTAL_NANOS_OFFSET, RegionDescriptor.FAILURES_OFFSET };

	private SlotStatus() {
	}

	// The daemon, while no process has the slot
	static void reset(SharedMemory memory) {
		long writing = Seqlock.begin(memory);
		repairCounters(memory);
		memory.setInt(RegionDescriptor.STATE_OFFSET, WorkerState.SPINUP.code());
		memory.setInt(RegionDescriptor.INCARNATION_OFFSET, 0);
		memory.setLong(RegionDescriptor.SINCE_OFFSET, 0);
		memory.setLong(RegionDescriptor.PID_OFFSET, 0);
		memory.setLong(RegionDescriptor.LAST_NANOS_OFFSET, 0);
		memory.setLong(RegionDescriptor.OWN_LONGEST_NANOS_OFFSET, 0);
		memory.setInt(RegionDescriptor.ERROR_LENGTH_OFFSET, 0);
		Seqlock.end(memory, writing);
		memory.setLongRelease(RegionDescriptor.STEP_OFFSET, Activity.IDLE.code());
		memory.setLongRelease(RegionDescriptor.PROGRESS_OFFSET, 0);
		memory.setIntRelease(RegionDescriptor.PHASE_OFFSET, ProcessPhase.NEW.code());
		memory.setLongRelease(RegionDescriptor.PAUSED_AT_OFFSET, 0);
		memory.setLongRelease(RegionDescriptor.DEPARTURE_OFFSET, 0);
		memory.setLongRelease(RegionDescriptor.HELD_OFFSET, 0);
	}

	// The worker process, which may find the slot as its predecessor's death left it
	static void begin(SharedMemory memory, long pid, int incarnation, long now) {
		long writing = Seqlock.begin(memory);
		repairCounters(memory);
		int length = memory.getInt(RegionDescriptor.ERROR_LENGTH_OFFSET);
		if (length < 0 || length > RegionDescriptor.ERROR_CAPACITY) {
			memory.setInt(RegionDescriptor.ERROR_LENGTH_OFFSET, 0);
		}
		memory.setLong(RegionDescriptor.LAST_NANOS_OFFSET, 0);
		memory.setLong(RegionDescriptor.OWN_LONGEST_NANOS_OFFSET, 0);
		memory.setLong(RegionDescriptor.PID_OFFSET, pid);
		memory.setInt(RegionDescriptor.INCARNATION_OFFSET, incarnation);
		memory.setInt(RegionDescriptor.STATE_OFFSET, WorkerState.SPINUP.code());
		memory.setLong(RegionDescriptor.SINCE_OFFSET, now);
		Seqlock.end(memory, writing);
	}

	// Counters with impossible values start again
	private static void repairCounters(SharedMemory memory) {
		for (int offset : COUNTERS) {
			if (memory.getLong(offset) < 0) {
				memory.setLong(offset, 0);
			}
		}
	}

}
