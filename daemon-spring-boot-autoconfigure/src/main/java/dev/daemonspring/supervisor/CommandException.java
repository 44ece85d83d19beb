package dev.daemonspring.supervisor;

/**
 * Exception thrown when a command has no result. Its {@link #reason() reason} says why;
 * the message is suitable for the caller.
 *
 * @since 0.1.0
 */
public class CommandException extends RuntimeException {

	/**
	 * Why there is no result.
	 */
	private final Reason reason;

	/**
	 * Create an exception.
	 * @param reason why there is no result
	 * @param message the message for the caller
	 */
	public CommandException(Reason reason, String message) {
		super(message);
		this.reason = reason;
	}

	/**
	 * Return why there is no result.
	 * @return the reason
	 */
	public Reason reason() {
		return this.reason;
	}

	/**
	 * Why a command has no result.
	 */
	public enum Reason {

		/**
		 * The worker has no command of that name. Nothing was run.
		 */
		UNKNOWN_COMMAND,

		/**
		 * The arguments do not fit the command's parameters. The command did not run.
		 */
		INVALID_ARGUMENTS,

		/**
		 * The worker is stopped or failed, or ended before it could begin the command,
		 * for example because the daemon is shutting down; or workers are not run. The
		 * command did not run.
		 */
		NOT_RUNNING,

		/**
		 * The mailbox of the worker is full, or can't be used. The command did not run.
		 */
		MAILBOX_FULL,

		/**
		 * The arguments or the result are larger than the mailbox allows. If it is the
		 * result, the command has run.
		 */
		TOO_LARGE,

		/**
		 * The command threw an exception, or its answer is unreadable.
		 */
		FAILED,

		/**
		 * No result came in time, or before the caller was interrupted, and the command
		 * was withdrawn before it began.
		 */
		TIMED_OUT,

		/**
		 * No result came in time, or before the caller was interrupted; the command had
		 * begun and may still be running.
		 */
		TIMED_OUT_RUNNING,

		/**
		 * The process ended while the command ran; what it had done by then is unknown.
		 */
		INTERRUPTED

	}

}
