package dev.daemonspring.supervisor;

/**
 * What the daemon does when a worker that is not forever goes down.
 */
public enum OnWorkerExit {

	/**
	 * Spin down every worker, close the context and exit with a code other than zero.
	 */
	SHUTDOWN,

	/**
	 * Leave the worker down and keep running.
	 */
	IGNORE

}
