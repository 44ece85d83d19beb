package dev.daemonspring.region;

import java.lang.invoke.VarHandle;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.worker.WorkerState;

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
				SlotSnapshot snapshot = copy(null);
				VarHandle.acquireFence();
				if (this.memory.getLong(RegionDescriptor.SEQLOCK_OFFSET) == before) {
					return snapshot;
				}
			}
			Thread.onSpinWait();
			before = this.memory.getLongAcquire(RegionDescriptor.SEQLOCK_OFFSET);
		}
		return copy((before == first) ? "The process stopped in the middle of writing its status"
				: "The process writes its status faster than it can be read");
	}

	private SlotSnapshot copy(@Nullable String torn) {
		int code = this.memory.getInt(RegionDescriptor.STATE_OFFSET);
		WorkerState state = Codes.stateOrNull(code);
		long since = this.memory.getLong(RegionDescriptor.SINCE_OFFSET);
		long pid = this.memory.getLong(RegionDescriptor.PID_OFFSET);
		int incarnation = this.memory.getInt(RegionDescriptor.INCARNATION_OFFSET);
		long iterations = this.memory.getLong(RegionDescriptor.ITERATIONS_OFFSET);
		long last = this.memory.getLong(RegionDescriptor.LAST_NANOS_OFFSET);
		long longest = this.memory.getLong(RegionDescriptor.LONGEST_NANOS_OFFSET);
		long total = this.memory.getLong(RegionDescriptor.TOTAL_NANOS_OFFSET);
		long failures = this.memory.getLong(RegionDescriptor.FAILURES_OFFSET);
		int length = this.memory.getInt(RegionDescriptor.ERROR_LENGTH_OFFSET);
		String error = error(length);
		String defect = torn;
		if (defect == null && state == null) {
			defect = "Unknown state code '" + code + "'";
		}
		if (defect == null) {
			defect = negative("iterations", iterations, "lastNanos", last, "longestNanos", longest, "totalNanos", total,
					"failures", failures, "pid", pid, "since", since);
		}
		if (defect == null && (length < 0 || length > RegionDescriptor.ERROR_CAPACITY)) {
			defect = "The last error has an impossible length of '" + length + "' bytes";
		}
		return new SlotSnapshot(code, state, since, pid, incarnation, iterations, last, longest, total, failures, error,
				defect);
	}

	private @Nullable String error(int length) {
		if (length <= 0 || length > RegionDescriptor.ERROR_CAPACITY) {
			return null;
		}
		return Utf8.decode(this.memory.getBytes(RegionDescriptor.ERROR_OFFSET, length));
	}

	private static @Nullable String negative(Object... namesAndValues) {
		for (int i = 0; i < namesAndValues.length; i += 2) {
			if ((long) namesAndValues[i + 1] < 0) {
				return "Negative " + namesAndValues[i] + " '" + namesAndValues[i + 1] + "'";
			}
		}
		return null;
	}

}
