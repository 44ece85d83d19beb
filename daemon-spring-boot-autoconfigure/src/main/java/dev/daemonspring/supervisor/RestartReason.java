package dev.daemonspring.supervisor;

/**
 * Why a worker got another process after one that it had.
 *
 * @since 0.1.0
 */
public enum RestartReason {

	/**
	 * The worker went down: it threw, its process exited or was killed.
	 */
	CRASH,

	/**
	 * The worker made no progress, or did not start in time, and was killed.
	 */
	STALL,

	/**
	 * The process had reached a limit.
	 */
	LIMIT,

	/**
	 * An operator restarted the worker.
	 */
	ORDER,

	/**
	 * A process could not be started, or did not take up the worker.
	 */
	START_FAILURE;

	static RestartReason of(WorkerLife.Reason reason) {
		return switch (reason) {
			case STALLED -> STALL;
			case NOT_TAKEN_UP -> START_FAILURE;
			case LIMIT_REACHED -> LIMIT;
			case RESTARTED -> ORDER;
			default -> CRASH;
		};
	}

}
