package dev.daemonspring.region;

import java.lang.invoke.VarHandle;

import org.jspecify.annotations.Nullable;

/**
 * One cell of a mailbox: its three lines and its two bodies. The methods are grouped by
 * the side that may call them. Thread-safe, given the memory orderings that
 * {@link RegionDescriptor} specifies.
 * <p>
 * The claim word is the one exception to the single-writer rule. The daemon withdraws a
 * command, and the worker takes it, by a compare-and-set from {@code PENDING}, so that
 * exactly one of them succeeds and the other finds out. Likewise, the daemon gives a
 * command up, and the worker begins to answer it or gives it back, by a compare-and-set
 * from {@code TAKEN}, so that no answer is ever written into a cell that may already
 * belong to another command. Sequence numbers are never reused, so a stale claim can't
 * succeed.
 */
final class CellMemory {

	private static final int PENDING = 0;

	private static final int TAKEN = 1;

	private static final int WITHDRAWN = 2;

	private static final int ANSWERING = 3;

	private final SharedMemory memory;

	private final int lines;

	private final int request;

	private final int answer;

	private final int capacity;

	CellMemory(SharedMemory memory, RegionLayout layout, int cell) {
		this.memory = memory;
		this.lines = RegionDescriptor.cell(cell);
		this.request = RegionDescriptor.request(layout, cell);
		this.answer = RegionDescriptor.answer(layout, cell);
		this.capacity = layout.mailboxSize();
	}

	// Daemon

	void publish(long sequence, byte[] command) {
		this.memory.setBytes(this.request, command, command.length);
		this.memory.setInt(this.lines + RegionDescriptor.CELL_LENGTH_OFFSET, command.length);
		this.memory.setLongVolatile(this.lines + RegionDescriptor.CELL_CLAIM_OFFSET, claim(sequence, PENDING));
		this.memory.setLongRelease(this.lines + RegionDescriptor.CELL_SEQUENCE_OFFSET, sequence);
	}

	boolean withdraw(long sequence) {
		return claim(sequence, PENDING, WITHDRAWN) || claimed() == claim(sequence, WITHDRAWN);
	}

	// Return whether no answer to the command can be written any more.
	boolean giveUp(long sequence) {
		return claim(sequence, TAKEN, WITHDRAWN) || withdraw(sequence);
	}

	// Return whether the command is running, has run, or may have.
	boolean isTaken(long sequence) {
		long claimed = claimed();
		return claimed != claim(sequence, PENDING) && claimed != claim(sequence, WITHDRAWN);
	}

	boolean isAnswered(long sequence) {
		return this.memory.getLongAcquire(this.lines + RegionDescriptor.CELL_ACKNOWLEDGED_OFFSET) == sequence;
	}

	Answer answer() {
		int length = this.memory.getInt(this.lines + RegionDescriptor.CELL_ANSWER_LENGTH_OFFSET);
		if (length < 0 || length > this.capacity) {
			return new Answer(Answer.DAMAGED, new byte[0]);
		}
		return new Answer(this.memory.getInt(this.lines + RegionDescriptor.CELL_STATUS_OFFSET),
				this.memory.getBytes(this.answer, length));
	}

	// Worker

	// Return the sequence number of the command that is pending here, or 0.
	long pending() {
		long sequence = this.memory.getLongAcquire(this.lines + RegionDescriptor.CELL_SEQUENCE_OFFSET);
		return (sequence > 0 && claimed() == claim(sequence, PENDING)) ? sequence : 0;
	}

	boolean take(long sequence) {
		return claim(sequence, PENDING, TAKEN);
	}

	// Return whether the request that was read belongs to the command that was taken, and
	// not to a later one, posted after the daemon gave this one up.
	boolean isStillTaken(long sequence) {
		VarHandle.acquireFence();
		return claimed() == claim(sequence, TAKEN);
	}

	// Return a copy of the request, or null if its length is invalid.
	byte @Nullable [] request() {
		int length = this.memory.getInt(this.lines + RegionDescriptor.CELL_LENGTH_OFFSET);
		return (length >= 0 && length <= this.capacity) ? this.memory.getBytes(this.request, length) : null;
	}

	// Make the command pending again, for the worker's next process. Return whether it
	// is.
	boolean giveBack(long sequence) {
		return claim(sequence, TAKEN, PENDING);
	}

	// Return whether the answer was written: not if the daemon has given the command up.
	boolean acknowledge(long sequence, int status, byte[] body) {
		if (!claim(sequence, TAKEN, ANSWERING)) {
			return false;
		}
		this.memory.setBytes(this.answer, body, body.length);
		this.memory.setInt(this.lines + RegionDescriptor.CELL_STATUS_OFFSET, status);
		this.memory.setInt(this.lines + RegionDescriptor.CELL_ANSWER_LENGTH_OFFSET, body.length);
		this.memory.setLongRelease(this.lines + RegionDescriptor.CELL_ACKNOWLEDGED_OFFSET, sequence);
		return true;
	}

	private long claimed() {
		return this.memory.getLongVolatile(this.lines + RegionDescriptor.CELL_CLAIM_OFFSET);
	}

	private boolean claim(long sequence, int from, int to) {
		return this.memory.compareAndSetLong(this.lines + RegionDescriptor.CELL_CLAIM_OFFSET, claim(sequence, from),
				claim(sequence, to));
	}

	private static long claim(long sequence, int claim) {
		return (sequence << 2) | claim;
	}

}
