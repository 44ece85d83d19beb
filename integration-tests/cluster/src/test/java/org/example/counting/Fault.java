package org.example.counting;

/**
 * What is done to a replica, or to the database of all.
 */
enum Fault {

	/**
	 * A worker process is killed.
	 */
	KILL_WORKER,

	/**
	 * A daemon is killed; its workers are orphans.
	 */
	KILL_DAEMON,

	/**
	 * A daemon is told to end, and another follows, as in a deployment.
	 */
	END_DAEMON,

	/**
	 * The workers of a replica are stopped for a while.
	 */
	FREEZE_WORKERS,

	/**
	 * A daemon is stopped for a while; its workers go on.
	 */
	FREEZE_DAEMON,

	/**
	 * A daemon and its workers are stopped for a while.
	 */
	FREEZE_BOTH,

	/**
	 * The database is stopped for a while.
	 */
	PAUSE_DATABASE,

	/**
	 * The database ends all connections.
	 */
	CUT_CONNECTIONS

}
