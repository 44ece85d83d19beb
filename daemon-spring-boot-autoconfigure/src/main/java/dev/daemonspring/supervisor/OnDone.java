package dev.daemonspring.supervisor;

/**
 * What the daemon does when all its workers have ended and one of them is done.
 */
public enum OnDone {

	/**
	 * Spin down, close the context and exit: with code 0, or 1 if a worker has failed.
	 */
	SHUTDOWN,

	/**
	 * Keep running.
	 */
	IGNORE

}
