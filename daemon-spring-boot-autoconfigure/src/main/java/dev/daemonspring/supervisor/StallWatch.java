package dev.daemonspring.supervisor;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.region.Activity;

/**
 * Tells by the daemon's own clock whether a worker has stopped making progress: whether
 * its counter stood still for longer than it may. A worker that waits for its next
 * iteration may wait a looptime on top. Time in which the daemon itself did not run does
 * not count.
 */
final class StallWatch {

	/**
	 * Looks further apart than this say that the daemon, or the machine, was asleep.
	 */
	private static final long LONGEST_LOOK_APART = Duration.ofSeconds(2).toNanos();

	private final @Nullable Duration timeout;

	private final Duration looptime;

	private long progress = -1;

	private long still;

	private long lastLook;

	StallWatch(@Nullable Duration timeout, Duration looptime) {
		this.timeout = timeout;
		this.looptime = looptime;
	}

	void reset() {
		this.progress = -1;
		this.still = 0;
	}

	/**
	 * Look at the worker.
	 * @param progress its progress counter
	 * @param activity what it does
	 * @param now the current time in nanoseconds
	 * @return whether it is stalled
	 */
	boolean look(long progress, Activity activity, long now) {
		if (this.timeout == null) {
			return false;
		}
		long apart = now - this.lastLook;
		this.lastLook = now;
		if (progress != this.progress) {
			this.progress = progress;
			this.still = 0;
			return false;
		}
		this.still += (apart > LONGEST_LOOK_APART) ? 0 : apart;
		Duration allowed = (activity == Activity.IDLE) ? this.timeout.plus(this.looptime) : this.timeout;
		return this.still > allowed.toNanos();
	}

	/**
	 * Return how long the worker has made no progress.
	 * @return the time
	 */
	Duration still() {
		return Duration.ofNanos(this.still);
	}

}
