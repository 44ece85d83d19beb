package dev.daemonspring.region;

import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

/**
 * A command in the mailbox, as its sender sees it. Thread-safe. After its release the
 * cell may hold another command: nothing more may be asked then.
 * <p>
 * Should someone truncate the file, the command counts as taken, and is answered with
 * {@link Answer#DAMAGED}.
 */
public final class Posted {

	private final RegionFile file;

	private final DaemonMailbox mailbox;

	private final CellMemory memory;

	private final int cell;

	private final long sequence;

	private final AtomicBoolean released = new AtomicBoolean();

	Posted(RegionFile file, DaemonMailbox mailbox, CellMemory memory, int cell, long sequence) {
		this.file = file;
		this.mailbox = mailbox;
		this.memory = memory;
		this.cell = cell;
		this.sequence = sequence;
	}

	/**
	 * Return the command's number. Commands of a worker run in the order of their
	 * numbers.
	 * @return the sequence, from 1
	 */
	long sequence() {
		return this.sequence;
	}

	/**
	 * Return the answer. Costs one read of memory as long as there is none.
	 * @return a copy of the answer, or {@code null} when there is none
	 */
	public @Nullable Answer poll() {
		if (this.released.get()) {
			return null;
		}
		try {
			if (!this.file.isTruncated()) {
				return this.memory.isAnswered(this.sequence) ? this.memory.answer() : null;
			}
		}
		catch (InternalError ex) {
			this.file.verify();
		}
		return new Answer(Answer.DAMAGED, new byte[0]);
	}

	/**
	 * Withdraw the command, unless the worker has begun to execute it.
	 * @return true when it never will run, false when it runs or has run
	 */
	public boolean withdraw() {
		return !this.released.get() && this.file.verify() && this.memory.withdraw(this.sequence);
	}

	/**
	 * Return whether the worker began to execute the command.
	 * @return whether the command runs or has run
	 */
	public boolean taken() {
		return !this.released.get() && (!this.file.verify() || this.memory.isTaken(this.sequence));
	}

	/**
	 * Give the command up, whether it runs or not. An answer that comes later is ignored.
	 * @return true when no answer can come any more, false when it is there or is being
	 * written
	 */
	public boolean giveUp() {
		return !this.released.get() && this.file.verify() && this.memory.giveUp(this.sequence);
	}

	/**
	 * Free the cell: after the answer, after a withdrawal, after it was given up, or when
	 * the process that had taken the command is dead. A command that was not taken is
	 * withdrawn. Has no effect the second time.
	 */
	public void release() {
		withdraw();
		if (this.released.compareAndSet(false, true)) {
			this.mailbox.release(this.cell);
		}
	}

}
