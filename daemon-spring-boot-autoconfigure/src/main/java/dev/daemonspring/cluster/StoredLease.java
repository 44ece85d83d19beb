package dev.daemonspring.cluster;

import java.time.Duration;
import java.util.OptionalLong;

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
	 * Return a number that is greater than that of every lease of this name that was
	 * acquired before; a renewal does not change it.
	 * @return the fencing token, or empty if the store gives none
	 */
	default OptionalLong token() {
		return OptionalLong.empty();
	}

	/**
	 * End the lease, so that others need not wait.
	 */
	void release();

}
