package dev.daemonspring.policy;

import java.time.Duration;

/**
 * How long a lease on a worker lasts, and how it is renewed. All reckoning is done on the
 * monotonic clock of one machine, from before the call that acquired or renewed the
 * lease: the store, by whose clock the lease ends, began to count after that.
 *
 * @param lease how long a lease lasts without being renewed
 * @param renew the time from one renewal to the next
 * @param operationTimeout how long a call to the store may take before another is tried
 * @param margin how long before the end of the lease no process may be left
 */
public record LeaseTerms(Duration lease, Duration renew, Duration operationTimeout, Duration margin) {

	/**
	 * The terms where nothing is configured.
	 */
	public static final LeaseTerms DEFAULT = new LeaseTerms(Duration.ofSeconds(15), Duration.ofSeconds(4),
			Duration.ofSeconds(2), Duration.ofSeconds(3));

	private static final int RETRIES = 8;

	/**
	 * Return until when a process may live.
	 * @param begun when the call began that acquired or renewed the lease, in nanoseconds
	 */
	public long deadline(long begun) {
		return begun + this.lease.minus(this.margin).toNanos();
	}

	/**
	 * Return how long before the deadline a worker is asked to end: its grace, unless so
	 * long that a single renewal that fails would end it.
	 * @param grace how long the worker may take to end
	 */
	public Duration notice(Duration grace) {
		Duration most = slack();
		return (grace.compareTo(most) < 0) ? grace : most;
	}

	/**
	 * Return what a lease leaves for the end of a worker when one renewal has failed.
	 */
	public Duration slack() {
		return this.lease.minus(this.margin).minus(this.renew).minus(this.operationTimeout);
	}

	/**
	 * Return how long to wait after a renewal that has failed.
	 */
	public Duration retry() {
		return this.renew.dividedBy(RETRIES);
	}

}
