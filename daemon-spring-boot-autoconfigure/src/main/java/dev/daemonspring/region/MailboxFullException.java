package dev.daemonspring.region;

/**
 * More commands wait than the mailbox has cells. The command that was refused will not
 * run.
 */
public class MailboxFullException extends RuntimeException {

	private final int capacity;

	MailboxFullException(int capacity) {
		super("'" + capacity + "' commands wait or run already, and the mailbox holds no more. "
				+ "Wait for an answer, then send again.");
		this.capacity = capacity;
	}

	/**
	 * Return how many commands the mailbox holds.
	 * @return the number of cells
	 */
	int capacity() {
		return this.capacity;
	}

}
