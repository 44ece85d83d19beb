package dev.daemonspring.supervisor;

/**
 * Exception thrown when a thread dump or a heap dump of a worker's process can't be had.
 * The message says why, and is suitable for the caller.
 *
 * @since 0.1.0
 */
public class WorkerDumpException extends RuntimeException {

	/**
	 * Create an exception.
	 * @param message the message for the caller
	 */
	public WorkerDumpException(String message) {
		super(message);
	}

}
