package dev.daemonspring.protocol;

import java.util.Optional;

/**
 * How a command came out, as the mailbox carries it. The body is the result's JSON for
 * {@link #OK} and a sentence for the caller otherwise, of which the end may be missing.
 */
public enum CommandStatus {

	/**
	 * The command returned.
	 */
	OK(0),

	/**
	 * The worker has no command of that name.
	 */
	UNKNOWN_COMMAND(1),

	/**
	 * The arguments do not fit the command's parameters.
	 */
	INVALID_ARGUMENTS(2),

	/**
	 * The command threw.
	 */
	FAILED(3),

	/**
	 * The command returned a result that is larger than the mailbox allows.
	 */
	RESULT_TOO_LARGE(4);

	private final int code;

	CommandStatus(int code) {
		this.code = code;
	}

	/**
	 * Return the code in the mailbox.
	 * @return the code
	 */
	public int code() {
		return this.code;
	}

	/**
	 * Return the status with the given code.
	 * @param code a code, of whatever origin
	 * @return the status, or nothing when no status has that code
	 */
	public static Optional<CommandStatus> ofCode(int code) {
		for (CommandStatus status : values()) {
			if (status.code == code) {
				return Optional.of(status);
			}
		}
		return Optional.empty();
	}

}
