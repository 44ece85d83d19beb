package dev.daemonspring.protocol;

import java.util.Optional;

/**
 * The outcome of a command, as the mailbox carries it. The body of the answer is the
 * result as JSON for {@link #OK}, and otherwise a sentence for the caller, which may be
 * truncated.
 */
public enum CommandStatus {

	/**
	 * The command returned.
	 */
	OK(0),

	/**
	 * The worker has no command with that name.
	 */
	UNKNOWN_COMMAND(1),

	/**
	 * The arguments do not fit the command's parameters.
	 */
	INVALID_ARGUMENTS(2),

	/**
	 * The command threw an exception.
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
	 * Return the code that the mailbox carries.
	 * @return the code
	 */
	public int code() {
		return this.code;
	}

	/**
	 * Return the status with the given code.
	 * @param code any number
	 * @return the status, or nothing if no status has that code
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
