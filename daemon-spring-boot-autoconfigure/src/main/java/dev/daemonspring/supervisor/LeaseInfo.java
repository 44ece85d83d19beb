package dev.daemonspring.supervisor;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What is known of the lease on a worker that the replicas of an application share.
 *
 * @param standing how this replica stands to the lease
 * @param holder who holds the lease, as host, process id and a random part, or
 * {@code null} if the store does not tell
 * @param until when the lease ends unless it is renewed, by the clock of this machine, or
 * {@code null} if the store does not tell
 * @param token the fencing token, if this replica holds the lease, or {@code null} if it
 * does not or the store gives none
 * @since 0.1.0
 */
public record LeaseInfo(Standing standing, @Nullable String holder, @Nullable Instant until, @Nullable Long token) {

	/**
	 * How a replica stands to a lease.
	 */
	public enum Standing {

		/**
		 * This replica holds the lease and may run the worker.
		 */
		HELD,

		/**
		 * Another replica holds the lease, or this one is about to ask for it.
		 */
		WAITING,

		/**
		 * The store does not answer, so that nobody knows who holds the lease.
		 */
		UNREACHABLE

	}

}
