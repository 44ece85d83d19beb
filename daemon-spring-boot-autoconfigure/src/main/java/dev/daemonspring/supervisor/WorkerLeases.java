package dev.daemonspring.supervisor;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * The leases by which the replicas of an application agree on who runs which worker.
 */
public interface WorkerLeases {

	/**
	 * Return the lease on a worker; nothing is asked of the store yet.
	 * @param worker the worker's name
	 * @param grace how long the worker may take to end
	 * @return the lease
	 */
	WorkerLease lease(String worker, Duration grace);

	/**
	 * Begin to acquire and to renew what is wanted.
	 * @param changed is told the name of a worker whose lease was acquired or lost; must
	 * not block
	 * @param news is told what an operator should read; must not block
	 */
	void start(Consumer<String> changed, Consumer<String> news);

	/**
	 * Say whether a process waits that a worker gets at once. A replica that has none,
	 * and is not alone, leaves a free lease to the others for a moment.
	 * @param prepared whether one waits, or none is ever to wait
	 */
	void prepared(boolean prepared);

	/**
	 * Give back what is not in use, at once, and acquire nothing any more.
	 */
	void close();

}
