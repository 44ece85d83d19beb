package dev.daemonspring.cluster;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import dev.daemonspring.policy.LeaseTerms;

/**
 * What holds for all leases of one replica.
 *
 * @param names the names of the leases
 * @param replica the name of this replica
 * @param terms how long leases last
 * @param maxPerReplica how many workers this replica may hold
 */
public record ClusterSettings(LeaseNames names, String replica, LeaseTerms terms, int maxPerReplica) {

	/**
	 * All replicas together look into the store once in this time, however many they are.
	 */
	private static final Duration LOOK_OF_ALL = Duration.ofMillis(20);

	/**
	 * Return from one look into the store to the next, without the jitter.
	 * @param replicas how many replicas there are
	 */
	long pace(int replicas) {
		return Math.max(this.terms.retry().toNanos(), LOOK_OF_ALL.toNanos() * replicas);
	}

	/**
	 * Return about the same time, so that replicas that begin together do not go on so.
	 */
	static long jittered(long nanos) {
		return nanos * 3 / 4 + ThreadLocalRandom.current().nextLong(nanos / 2 + 1);
	}

	/**
	 * Return a time of up to a quarter of the given one.
	 */
	static long moment(long nanos) {
		return ThreadLocalRandom.current().nextLong(nanos / 4 + 1);
	}

}
