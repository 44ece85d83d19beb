package dev.daemonspring.cluster;

import java.time.Duration;

/**
 * A lease that this replica has acquired. Thread-safe.
 */
public interface StoredLease {

	/**
	 * Have the lease end later, unless it has ended.
	 * @param duration how long it lasts from now on, by the store's clock
	 * @return whether this replica still holds it
	 */
	boolean renew(Duration duration);

	/**
	 * End the lease, so that others need not wait.
	 */
	void release();

}
