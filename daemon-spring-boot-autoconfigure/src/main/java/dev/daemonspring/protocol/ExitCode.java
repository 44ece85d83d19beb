package dev.daemonspring.protocol;

/**
 * The exit codes of worker processes.
 */
public final class ExitCode {

	/**
	 * A controlled end.
	 */
	public static final int CONTROLLED = 0;

	/**
	 * The worker threw an exception, or its application could not boot.
	 */
	public static final int WENT_DOWN = 1;

	/**
	 * A controlled end, because the process has reached its limit of iterations.
	 */
	public static final int LIMIT_REACHED = 76;

	/**
	 * The process took too long to end, and was halted.
	 */
	public static final int OVERDUE = 77;

	/**
	 * Not an exit of a process: a thread that did not end was abandoned.
	 */
	public static final int ABANDONED = 78;

	/**
	 * The process was not started by a daemon.
	 */
	public static final int MISUSE = 64;

	/**
	 * The lease on the worker was over, and the process ended itself.
	 */
	public static final int LEASE_OVER = 79;

	/**
	 * The worker outlived its daemon for longer than its orphan timeout allows.
	 */
	public static final int ORPHANED = 75;

	private ExitCode() {
	}

}
