package org.example.counting;

/**
 * What is done to a replica, or to the store of all.
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
	 * A daemon and its workers are killed, as when a machine goes away.
	 */
	KILL_BOTH,

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
	 * The store is stopped for a while.
	 */
	PAUSE_STORE,

	/**
	 * The store crashes and recovers.
	 */
	RESTART_STORE,

	/**
	 * The store ends all connections.
	 */
	CUT_CONNECTIONS,

	/**
	 * The connections of one replica die without a word; others can be opened.
	 */
	ABANDON_CONNECTIONS,

	/**
	 * The network of one replica transports nothing for a while.
	 */
	CUT_OFF_ONE,

	/**
	 * The networks of all replicas transport nothing for a while.
	 */
	CUT_OFF_ALL;

	/**
	 * Return whether the store or the way to it suffers, and no process of a replica.
	 */
	boolean isOfStore() {
		return switch (this) {
			case PAUSE_STORE, RESTART_STORE, CUT_CONNECTIONS, ABANDON_CONNECTIONS, CUT_OFF_ONE, CUT_OFF_ALL -> true;
			default -> false;
		};
	}

}
