package dev.daemonspring.region;

/**
 * Thrown when a command is refused because every mailbox cell is in use. It will not run.
 */
public class MailboxFullException extends RuntimeException {

	private final int capacity;

	MailboxFullException(int capacity) {
		super("'" + capacity + "' commands wait or run already, and the mailbox holds no more. "
				+ "Wait for an answer, then send again.");
		this.capacity = capacity;
	}

	/**
	 * Return how many commands fit into the mailbox.
	 * @return the number of cells
	 */
	int capacity() {
		return this.capacity;
	}

}
