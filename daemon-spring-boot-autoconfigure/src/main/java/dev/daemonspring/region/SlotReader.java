package dev.daemonspring.region;

import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.worker.WorkerState;

/**
 * Reads what a worker process says of itself. Thread-safe; never blocks, never trusts: a
 * slot full of rubbish, or whose writer died in the middle, is read in bounded time and
 * told as defective.
 */
final class SlotReader {

	private static final int ATTEMPTS = 1000;

	private final MappedMemory memory;

	SlotReader(MappedMemory memory) {
		this.memory = memory;
	}

	SlotSnapshot read() {
		try {
			for (int i = 0; i < ATTEMPTS; i++) {
				long version = this.memory.getLongAcquire(RegionDescriptor.VERSION_OFFSET);
				if ((version & 1) == 0) {
					SlotSnapshot snapshot = copy(null);
					VarHandle.acquireFence();
					if (this.memory.getLong(RegionDescriptor.VERSION_OFFSET) == version) {
						return snapshot;
					}
				}
				Thread.onSpinWait();
			}
			return copy("The slot was being written all the time that it was read, or its writer died in the middle");
		}
		catch (InternalError ex) {
			// How the JVM reports an access to a page that the file does not have any
			// more
			return SlotSnapshot.unreadable("The file of the status region was truncated");
		}
	}

	private SlotSnapshot copy(@Nullable String defect) {
		int stateCode = this.memory.getInt(RegionDescriptor.STATE_OFFSET);
		WorkerState state = WorkerState.ofCode(stateCode).orElse(null);
		long iterations = count(RegionDescriptor.ITERATIONS_OFFSET);
		long last = count(RegionDescriptor.LAST_OFFSET);
		long longest = count(RegionDescriptor.LONGEST_OFFSET);
		long total = count(RegionDescriptor.TOTAL_OFFSET);
		long failures = count(RegionDescriptor.FAILURES_OFFSET);
		int errorLength = this.memory.getInt(RegionDescriptor.ERROR_LENGTH_OFFSET);
		return new SlotSnapshot(stateCode, state, count(RegionDescriptor.SINCE_OFFSET),
				count(RegionDescriptor.PID_OFFSET), this.memory.getInt(RegionDescriptor.INCARNATION_OFFSET),
				Math.max(0, iterations), Math.max(0, last), Math.max(0, longest), Math.max(0, total),
				Math.max(0, failures), error(errorLength),
				(defect != null) ? defect : defect(stateCode, state, iterations, failures, errorLength));
	}

	private long count(int offset) {
		return this.memory.getLong(offset);
	}

	private static @Nullable String defect(int stateCode, @Nullable WorkerState state, long iterations, long failures,
			int errorLength) {
		if (state == null) {
			return "The slot holds the unknown state '%d'".formatted(stateCode);
		}
		if (iterations < 0 || failures < 0) {
			return "The slot holds a negative count: '%d' iterations, '%d' failures".formatted(iterations, failures);
		}
		if (errorLength < 0 || errorLength > RegionDescriptor.ERROR_CAPACITY) {
			return "The slot holds an error text of the length '%d'".formatted(errorLength);
		}
		return null;
	}

	private @Nullable String error(int length) {
		if (length <= 0 || length > RegionDescriptor.ERROR_CAPACITY) {
			return null;
		}
		byte[] text = new byte[length];
		this.memory.getBytes(RegionDescriptor.ERROR_OFFSET, text);
		return new String(text, StandardCharsets.UTF_8);
	}

}
