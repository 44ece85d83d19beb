package dev.daemonspring.region;

import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

/**
 * A command that was posted into a mailbox, as the daemon holds it. Its cell stays taken
 * until it is released. Thread-safe.
 */
public final class Posted {

	private final MappedMemory memory;

	private final RegionLayout layout;

	private final int cell;

	private final long sequence;

	private final Runnable onRelease;

	private final AtomicBoolean released = new AtomicBoolean();

	Posted(MappedMemory memory, RegionLayout layout, int cell, long sequence, Runnable onRelease) {
		this.memory = memory;
		this.layout = layout;
		this.cell = cell;
		this.sequence = sequence;
		this.onRelease = onRelease;
	}

	/**
	 * Return the number of the command among all of its worker.
	 * @return the sequence number
	 */
	public long sequence() {
		return this.sequence;
	}

	/**
	 * Return the answer when there is one.
	 * @return the answer, or {@code null}
	 */
	public @Nullable Answer poll() {
		int offset = this.layout.cellOffset(this.cell);
		if (this.released.get()
				|| this.memory.getLongAcquire(offset + RegionDescriptor.CELL_ACKNOWLEDGED_OFFSET) != this.sequence) {
			return null;
		}
		int length = this.memory.getInt(offset + RegionDescriptor.CELL_ANSWER_LENGTH_OFFSET);
		if (length < 0 || length > this.layout.mailboxSize()) {
			return new Answer(Answer.UNREADABLE, new byte[0]);
		}
		byte[] body = new byte[length];
		this.memory.getBytes(this.layout.answerOffset(this.cell), body);
		return new Answer(this.memory.getInt(offset + RegionDescriptor.CELL_STATUS_OFFSET), body);
	}

	/**
	 * Take the command back, so that it will never run.
	 * @return {@code true} when it will not run, {@code false} when the worker has taken
	 * it
	 */
	public boolean withdraw() {
		int offset = this.layout.cellOffset(this.cell) + RegionDescriptor.CELL_CLAIM_OFFSET;
		long claim = this.memory.getLongAcquire(offset);
		return RegionDescriptor.claimedSequence(claim) != this.sequence && this.memory.compareAndSetLong(offset, claim,
				RegionDescriptor.claim(this.sequence, RegionDescriptor.WITHDRAWN));
	}

	/**
	 * Return whether the worker has taken the command.
	 * @return whether it began to run
	 */
	public boolean taken() {
		return this.memory.getLongAcquire(this.layout.cellOffset(this.cell)
				+ RegionDescriptor.CELL_CLAIM_OFFSET) == RegionDescriptor.claim(this.sequence, RegionDescriptor.TAKEN);
	}

	/**
	 * Free the cell for another command: after the answer, after a withdrawal, or when
	 * the process that took the command is gone.
	 */
	public void release() {
		if (this.released.compareAndSet(false, true)) {
			this.onRelease.run();
		}
	}

}
