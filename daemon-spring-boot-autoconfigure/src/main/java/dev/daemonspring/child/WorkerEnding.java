package dev.daemonspring.child;

import dev.daemonspring.protocol.ExitCode;
import dev.daemonspring.worker.WorkerState;

/**
 * How a worker ended.
 */
enum WorkerEnding {

	/**
	 * On request, by an operator or by itself.
	 */
	STOPPED(ExitCode.CONTROLLED),

	/**
	 * In a controlled way, because it has run the single iteration that it was to run.
	 */
	DONE(ExitCode.CONTROLLED),

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

	/**
	 * Return the state that a worker reports when it has spun down.
	 */
	WorkerState state() {
		return switch (this) {
			case STOPPED -> WorkerState.STOPPED;
			case DONE -> WorkerState.DONE;
			default -> WorkerState.SPINDOWN;
		};
	}

}
