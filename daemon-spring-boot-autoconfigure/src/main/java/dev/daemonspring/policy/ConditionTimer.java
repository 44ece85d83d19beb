package dev.daemonspring.policy;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * A timer that measures for how long a condition has held without interruption. Times are
 * nanoseconds of the caller's clock. Not thread-safe.
 */
public final class ConditionTimer {

	private final long limit;

	private @Nullable Long since;

	/**
	 * Create a timer.
	 * @param limit for how long the condition may hold
	 */
	public ConditionTimer(Duration limit) {
		this.limit = limit.toNanos();
	}

	/**
	 * Record whether the condition holds, and return whether it has held for the limit or
	 * longer.
	 */
	public boolean isOver(boolean holds, long now) {
		if (!holds) {
			this.since = null;
			return false;
		}
		Long begin = this.since;
		if (begin == null) {
			begin = now;
			this.since = begin;
		}
		return now - begin >= this.limit;
	}

	/**
	 * Start the measurement again.
	 */
	public void reset() {
		this.since = null;
	}

}
