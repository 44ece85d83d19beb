package dev.daemonspring.supervisor;

/**
 * What the daemon does when a worker goes down that is not forever.
 */
public enum OnWorkerExit {

	/**
	 * Spin down every worker, close the context and exit with a code other than zero.
	 */
	SHUTDOWN,

	/**
	 * Leave the worker down and go on.
	 */
	IGNORE

}
