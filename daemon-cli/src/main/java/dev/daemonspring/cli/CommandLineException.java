package dev.daemonspring.cli;

/**
 * Thrown when a command can't be carried out. The message is for the user.
 */
class CommandLineException extends RuntimeException {

	private final int exitCode;

	/**
	 * Create an exception.
	 * @param exitCode one of {@link ExitCodes}
	 * @param message what is wrong, and what can be done about it
	 */
	CommandLineException(int exitCode, String message) {
		super(message);
		this.exitCode = exitCode;
	}

	int exitCode() {
		return this.exitCode;
	}

}
