package dev.daemonspring.region;

import java.lang.invoke.VarHandle;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Reads a slot as a whole. Thread-safe; never blocks, and never throws because of invalid
 * content: what can't be trusted is returned as it is, with a defect. No system call, and
 * no allocation as long as the slot is unchanged and has no last error.
 */
final class SlotReader {

	/**
	 * A write takes some tens of nanoseconds, so if one outlasts all attempts, its writer
	 * is dead or suspended.
	 */
	private static final int ATTEMPTS = 1000;

	private final SharedMemory memory;

	/**
	 * The last snapshot, taken by any thread. Returned again as long as nothing changes,
	 * so that polling an idle worker produces no garbage.
	 */
	private SlotSnapshot known = new SlotSnapshot(-1, null, 0, 0, 0, 0, 0, 0, 0, 0, null, "Nothing was read yet");

	SlotReader(SharedMemory memory) {
		this.memory = memory;
	}

	SlotSnapshot read() {
		long first = this.memory.getLongAcquire(RegionDescriptor.SEQLOCK_OFFSET);
		SlotSnapshot snapshot = copy(first, null);
		return (snapshot != null) ? snapshot : readAgain(first);
	}

	private SlotSnapshot readAgain(long first) {
		long before = first;
		for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
			Thread.onSpinWait();
			before = this.memory.getLongAcquire(RegionDescriptor.SEQLOCK_OFFSET);
			SlotSnapshot snapshot = Seqlock.isWriting(before) ? null : copy(before, null);
			if (snapshot != null) {
				return snapshot;
			}
		}
		return Objects.requireNonNull(copy(before, SlotDefects.torn(before == first)));
	}

	/**
	 * Copy the fields, and only then check whether they make sense, so that as little as
	 * possible happens between the two reads of the sequence.
	 * @param before the sequence, as read before
	 * @param torn the defect to report for a snapshot that is taken although the sequence
	 * may change, or {@code null}
	 * @return the snapshot, or {@code null} if the sequence has changed
	 */
	private @Nullable SlotSnapshot copy(long before, @Nullable String torn) {
		SharedMemory memory = this.memory;
		int code = memory.getInt(RegionDescriptor.STATE_OFFSET);
		long since = memory.getLong(RegionDescriptor.SINCE_OFFSET);
		long pid = memory.getLong(RegionDescriptor.PID_OFFSET);
		int incarnation = memory.getInt(RegionDescriptor.INCARNATION_OFFSET);
		long iterations = memory.getLong(RegionDescriptor.ITERATIONS_OFFSET);
		long lastNanos = memory.getLong(RegionDescriptor.LAST_NANOS_OFFSET);
		long longestNanos = memory.getLong(RegionDescriptor.LONGEST_NANOS_OFFSET);
		long totalNanos = memory.getLong(RegionDescriptor.TOTAL_NANOS_OFFSET);
		long failures = memory.getLong(RegionDescriptor.FAILURES_OFFSET);
		int errorLength = memory.getInt(RegionDescriptor.ERROR_LENGTH_OFFSET);
		byte[] error = (errorLength != 0) ? error(errorLength) : null;
		VarHandle.acquireFence();
		if (torn == null && (Seqlock.isWriting(before) || memory.getLong(RegionDescriptor.SEQLOCK_OFFSET) != before)) {
			return null;
		}
		SlotSnapshot known = this.known;
		if (torn == null && errorLength == 0 && known.lastError() == null && known.defect() == null
				&& known.stateCode() == code && known.since() == since && known.pid() == pid
				&& known.incarnation() == incarnation && known.iterations() == iterations
				&& known.lastNanos() == lastNanos && known.longestNanos() == longestNanos
				&& known.totalNanos() == totalNanos && known.failures() == failures) {
			return known;
		}
		SlotSnapshot snapshot = new SlotSnapshot(code, Codes.stateOrNull(code), since, pid, incarnation, iterations,
				lastNanos, longestNanos, totalNanos, failures, (error != null) ? Utf8.decode(error) : null,
				(torn != null) ? torn : SlotDefects.find(code, errorLength, since, pid, iterations, lastNanos,
						longestNanos, totalNanos, failures));
		this.known = snapshot;
		return snapshot;
	}

	private byte @Nullable [] error(int length) {
		return SlotDefects.isValidLength(length) ? this.memory.getBytes(RegionDescriptor.ERROR_OFFSET, length) : null;
	}

}
