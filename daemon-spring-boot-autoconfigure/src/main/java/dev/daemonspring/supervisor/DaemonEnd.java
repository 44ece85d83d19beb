package dev.daemonspring.supervisor;

/**
 * What ends the daemon because of its workers. Called on the supervisor's thread; must
 * not block.
 */
interface DaemonEnd {

	/**
	 * A worker that is not forever went down.
	 */
	void workerWentDown();

	/**
	 * All workers have ended, and at least one of them is done.
	 * @param failed whether one has failed
	 */
	void workersDone(boolean failed);

}
