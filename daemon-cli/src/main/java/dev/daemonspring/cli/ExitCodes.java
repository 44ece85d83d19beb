package dev.daemonspring.cli;

/**
 * The exit codes of every command.
 */
final class ExitCodes {

	/**
	 * It was done.
	 */
	static final int DONE = 0;

	/**
	 * It was refused, or failed.
	 */
	static final int REFUSED = 1;

	/**
	 * The command line is wrong.
	 */
	static final int USAGE = 2;

	/**
	 * A worker, or the daemon, is not as wanted; of checks only.
	 */
	static final int NOT_AS_WANTED = 3;

	/**
	 * There is no daemon.
	 */
	static final int NO_DAEMON = 4;

	private ExitCodes() {
	}

}
