package dev.daemonspring.cluster;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Where leases are kept: a store that all replicas share. Every method may block, for as
 * long as the store does, and throw when it does not answer. Thread-safe.
 */
public interface LeaseStore {

	/**
	 * Acquire a lease that nobody holds.
	 * @param name the name of the lease
	 * @param duration how long it lasts, by the store's clock
	 * @return the lease, or {@code null} if somebody holds it
	 */
	@Nullable StoredLease acquire(String name, Duration duration);

	/**
	 * Return the leases of a group, those that have ended included.
	 * @param prefix the beginning of their names
	 * @return the leases, or {@code null} if the store does not tell
	 */
	default @Nullable List<LeaseEntry> entries(String prefix) {
		return null;
	}

}
