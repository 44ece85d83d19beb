package dev.daemonspring.region;

/**
 * Thrown when a command does not fit into a mailbox cell. It will not run.
 */
public class CommandTooLargeException extends RuntimeException {

	private final int size;

	private final int limit;

	CommandTooLargeException(int size, int limit) {
		super("It has '" + size + "' bytes, and the mailbox takes no more than " + limit
				+ ". Send less, or raise 'daemon.mailbox-size'.");
		this.size = size;
		this.limit = limit;
	}

	/**
	 * Return the size of the command.
	 * @return the size in bytes
	 */
	int size() {
		return this.size;
	}

	/**
	 * Return the size of the largest command that fits.
	 * @return the limit in bytes
	 */
	int limit() {
		return this.limit;
	}

}
