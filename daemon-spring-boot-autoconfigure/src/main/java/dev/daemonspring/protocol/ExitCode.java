package dev.daemonspring.protocol;

/**
 * How a worker process ends, in the terms of the operating system.
 */
public final class ExitCode {

	/**
	 * A controlled end.
	 */
	public static final int CONTROLLED = 0;

	/**
	 * The worker threw, or its application could not boot.
	 */
	public static final int WENT_DOWN = 1;

	/**
	 * A controlled end because the process has done as many iterations as it may.
	 */
	public static final int LIMIT_REACHED = 76;

	/**
	 * The process took longer to end than it may, and was halted.
	 */
	public static final int OVERDUE = 77;

	/**
	 * Not an exit: a thread that would not end was left alone.
	 */
	public static final int ABANDONED = 78;

	/**
	 * Not started by a daemon.
	 */
	public static final int MISUSE = 64;

	/**
	 * The worker outlived its daemon for longer than it may.
	 */
	public static final int ORPHANED = 75;

	private ExitCode() {
	}

}
