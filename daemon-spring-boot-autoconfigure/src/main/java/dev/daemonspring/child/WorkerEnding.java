package dev.daemonspring.child;

import dev.daemonspring.protocol.ExitCode;

/**
 * How a worker ended.
 */
enum WorkerEnding {

	/**
	 * On request, by an operator or by itself.
	 */
	STOPPED(ExitCode.CONTROLLED),

	/**
	 * In a controlled way, because its process was ending.
	 */
	ENDED(ExitCode.CONTROLLED),

	/**
	 * In a controlled way, because it had reached its maximum number of iterations.
	 */
	LIMIT_REACHED(ExitCode.LIMIT_REACHED),

	/**
	 * By an exception.
	 */
	FAILED(ExitCode.WENT_DOWN);

	private final int exitCode;

	WorkerEnding(int exitCode) {
		this.exitCode = exitCode;
	}

	int exitCode() {
		return this.exitCode;
	}

}
