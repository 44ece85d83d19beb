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
	 * In a controlled way, because its process had to end.
	 */
	ENDED(ExitCode.CONTROLLED),

	/**
	 * In a controlled way, because it has done as many iterations as it may.
	 */
	LIMIT_REACHED(ExitCode.LIMIT_REACHED),

	/**
	 * It threw.
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
