package dev.daemonspring.supervisor;

/**
 * A command did not give a result. {@link #reason()} tells which way it went; the message
 * is fit for the caller's eyes.
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
	 * @param message what to tell the caller
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
		 * The worker has no command of that name. It did not run.
		 */
		UNKNOWN_COMMAND,

		/**
		 * The arguments do not fit the command's parameters. It did not run.
		 */
		INVALID_ARGUMENTS,

		/**
		 * The worker is stopped, failed, or the daemon shuts down. It did not run.
		 */
		NOT_RUNNING,

		/**
		 * More commands wait than the mailbox holds. It did not run.
		 */
		MAILBOX_FULL,

		/**
		 * The arguments, or the result, are larger than the mailbox allows. When it is
		 * the result, the command ran.
		 */
		TOO_LARGE,

		/**
		 * The command threw.
		 */
		FAILED,

		/**
		 * No result came in time, and the command was withdrawn before it ran.
		 */
		TIMED_OUT,

		/**
		 * No result came in time; the command had begun and may still run to its end.
		 */
		TIMED_OUT_RUNNING,

		/**
		 * The process ended while the command ran; what it had done by then is unknown.
		 */
		INTERRUPTED

	}

}
