package dev.daemonspring.region;

/**
 * A command that the worker process has taken and has to answer. Belongs to the thread
 * that took it.
 */
public final class PendingCommand {

	private final MappedMemory memory;

	private final RegionLayout layout;

	private final int cell;

	private final long sequence;

	private final byte[] body;

	PendingCommand(MappedMemory memory, RegionLayout layout, int cell, long sequence, byte[] body) {
		this.memory = memory;
		this.layout = layout;
		this.cell = cell;
		this.sequence = sequence;
		this.body = body;
	}

	/**
	 * Return the number of the command among all of its worker.
	 * @return the sequence number
	 */
	public long sequence() {
		return this.sequence;
	}

	/**
	 * Return the command.
	 * @return the command's bytes
	 */
	public byte[] body() {
		return this.body;
	}

	/**
	 * Answer, once.
	 * @param status how the command came out, in the terms of those who use the mailbox
	 * @param answer the answer
	 * @throws IllegalArgumentException when the answer is larger than the mailbox size;
	 * the command can then be answered with another
	 */
	public void answer(int status, byte[] answer) {
		if (answer.length > this.layout.mailboxSize()) {
			throw new IllegalArgumentException("An answer of %d bytes does not fit into a mailbox of %d"
				.formatted(answer.length, this.layout.mailboxSize()));
		}
		int offset = this.layout.cellOffset(this.cell);
		this.memory.putBytes(this.layout.answerOffset(this.cell), answer);
		this.memory.putInt(offset + RegionDescriptor.CELL_STATUS_OFFSET, status);
		this.memory.putInt(offset + RegionDescriptor.CELL_ANSWER_LENGTH_OFFSET, answer.length);
		this.memory.putLongRelease(offset + RegionDescriptor.CELL_ACKNOWLEDGED_OFFSET, this.sequence);
	}

}
