package dev.daemonspring.region;

import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

/**
 * A command in the mailbox as its sender sees it. Thread-safe. Once released, its cell
 * may hold another command, and this object no longer has anything to report.
 * <p>
 * If the file is truncated, the command counts as taken and is answered with
 * {@link Answer#DAMAGED}.
 */
public final class PostedCommand {

	private final RegionFile file;

	private final DaemonMailbox mailbox;

	private final CellMemory memory;

	private final int cell;

	private final long sequence;

	private final AtomicBoolean released = new AtomicBoolean();

	PostedCommand(RegionFile file, DaemonMailbox mailbox, CellMemory memory, int cell, long sequence) {
		this.file = file;
		this.mailbox = mailbox;
		this.memory = memory;
		this.cell = cell;
		this.sequence = sequence;
	}

	/**
	 * Return the sequence number of the command. The commands of a worker are taken in
	 * this order.
	 * @return the number, from 1
	 */
	long sequence() {
		return this.sequence;
	}

	/**
	 * Return the answer. Costs a single memory read until there is one.
	 * @return a copy of the answer, or {@code null} if there is none yet
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
	 * Withdraw the command, unless the worker has taken it.
	 * @return {@code true} if it will never run, {@code false} if it is running or has
	 * run
	 */
	public boolean withdraw() {
		return !this.released.get() && this.file.verify() && this.memory.withdraw(this.sequence);
	}

	/**
	 * Return whether the worker has taken the command.
	 * @return whether the command is running or has run
	 */
	public boolean taken() {
		return !this.released.get() && (!this.file.verify() || this.memory.isTaken(this.sequence));
	}

	/**
	 * Give the command up, whether it is running or not. A later answer is ignored.
	 * @return {@code true} if no answer can come any more, {@code false} if there is one
	 * or it is being written
	 */
	public boolean giveUp() {
		return !this.released.get() && this.file.verify() && this.memory.giveUp(this.sequence);
	}

	/**
	 * Free the cell: after the answer has been read, after the command was withdrawn or
	 * given up, or once the process that took it is dead. A command that was not taken is
	 * withdrawn. Calling this again has no effect.
	 */
	public void release() {
		withdraw();
		if (this.released.compareAndSet(false, true)) {
			this.mailbox.release(this.cell);
		}
	}

}
