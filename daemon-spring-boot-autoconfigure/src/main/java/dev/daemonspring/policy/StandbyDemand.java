package dev.daemonspring.policy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

import dev.daemonspring.process.StandbyTarget;

/**
 * A number of standbys that follows the need: one and, once workers have needed processes
 * shortly after each other, one for each of them, until there was no such burst for a
 * while. Times are nanoseconds of the supervisor's clock. Not thread-safe.
 */
public final class StandbyDemand implements StandbyTarget {

	/**
	 * How close together needs are that make a burst: a standby takes as long to boot.
	 */
	static final Duration BURST = Duration.ofSeconds(10);

	/**
	 * How long the standbys of a burst are kept without another one.
	 */
	static final Duration QUIET = Duration.ofMinutes(10);

	private final int most;

	private final int further;

	private final Deque<Long> needs = new ArrayDeque<>();

	private int followed = 1;

	private long lastBurst;

	/**
	 * Create a demand for one.
	 * @param processors how many processors there are: more standbys than these, or than
	 * two, could not boot at the same time
	 * @param further how many standbys there are in any case beside those that follow the
	 * need
	 */
	public StandbyDemand(int processors, int further) {
		this.most = most(processors);
		this.further = further;
	}

	/**
	 * Return how many standbys can follow the need.
	 * @param processors how many processors there are
	 * @return the largest number
	 */
	public static int most(int processors) {
		return Math.max(2, processors);
	}

	@Override
	public void needed(long now) {
		this.needs.addLast(now);
		this.needs.removeIf((need) -> now - need > BURST.toNanos());
		if (this.needs.size() > this.most) {
			this.needs.removeFirst();
		}
		if (this.needs.size() > 1) {
			this.followed = Math.max(count(now) - this.further, this.needs.size());
			this.lastBurst = now;
		}
	}

	@Override
	public int count(long now) {
		if (this.followed > 1 && now - this.lastBurst >= QUIET.toNanos()) {
			this.followed = 1;
		}
		return this.followed + this.further;
	}

}
