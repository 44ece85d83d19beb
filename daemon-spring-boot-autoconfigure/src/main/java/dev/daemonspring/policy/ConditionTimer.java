package dev.daemonspring.policy;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Measures for how long a condition has held without a break. Times are nanoseconds of
 * whatever clock asks.
 */
public final class ConditionTimer {

	private final long limit;

	private @Nullable Long since;

	/**
	 * Create a timer.
	 * @param limit how long the condition may hold
	 */
	public ConditionTimer(Duration limit) {
		this.limit = limit.toNanos();
	}

	/**
	 * Note whether the condition holds, and return whether it has for its limit or
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
	 * Have the time run anew.
	 */
	public void reset() {
		this.since = null;
	}

}
