package dev.daemonspring.region;

/**
 * A command that this process has taken and must answer exactly once, on the thread that
 * runs it. Otherwise immutable.
 */
public final class PendingCommand {

	private final CellMemory cell;

	private final long sequence;

	private final byte[] body;

	private final int capacity;

	PendingCommand(CellMemory cell, long sequence, byte[] body, int capacity) {
		this.cell = cell;
		this.sequence = sequence;
		this.body = body;
		this.capacity = capacity;
	}

	/**
	 * Return the sequence number of the command.
	 * @return the number, from 1
	 */
	long sequence() {
		return this.sequence;
	}

	/**
	 * Return the command as it was posted.
	 * @return the bytes
	 */
	public byte[] body() {
		return this.body;
	}

	/**
	 * Answer the command.
	 * @param status a code that the upper layer on the other side interprets, 0 or more
	 * @param body the result, at most as large as a mailbox cell
	 * @return whether the answer was accepted; {@code false} if the command was already
	 * answered, or given up by the daemon
	 */
	public boolean answer(int status, byte[] body) {
		if (body.length > this.capacity) {
			throw new IllegalArgumentException("The answer has '" + body.length
					+ "' bytes, and the mailbox takes no more than " + this.capacity + ". Answer with less.");
		}
		return this.cell.acknowledge(this.sequence, status, body);
	}

	/**
	 * Answer the command with a text for people.
	 * @param status a number that the other side's upper layer understands, 0 or more
	 * @param text the text; what does not fit into a cell of the mailbox is cut off
	 * @return whether somebody waits for it; false when it was answered or given up
	 */
	public boolean answerInWords(int status, String text) {
		return answer(status, Utf8.truncate(text, this.capacity));
	}

	/**
	 * Give the command back unexecuted, so that it is pending again for the next process
	 * in the slot.
	 */
	public void giveBack() {
		this.cell.giveBack(this.sequence);
	}

}
