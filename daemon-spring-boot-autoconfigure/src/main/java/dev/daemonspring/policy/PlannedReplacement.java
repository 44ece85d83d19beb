package dev.daemonspring.policy;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * The planned replacement of the process of an instance, from when it reaches a limit
 * until another process has its place: the process works on meanwhile. Times are
 * nanoseconds of the supervisor's clock. Not thread-safe.
 */
public final class PlannedReplacement {

	/**
	 * A process that reaches a limit sooner has one that is too low.
	 */
	public static final Duration SHORTEST_USE = Duration.ofMinutes(1);

	private static final Duration FIRST_DELAY = Duration.ofSeconds(1);

	private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);

	private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);

	private long iterationsBefore;

	private int early;

	private @Nullable String limit;

	private boolean mayFinish;

	private long due;

	/**
	 * Another process has the place.
	 * @param iterations how many iterations those before it have done
	 */
	public void begun(long iterations) {
		this.iterationsBefore = iterations;
		this.limit = null;
	}

	/**
	 * Return how many iterations the process has done.
	 * @param iterations how many it and those before it have done
	 */
	public long ownIterations(long iterations) {
		return Math.max(iterations - this.iterationsBefore, 0);
	}

	/**
	 * The process has reached a limit. One that reaches it at once would be replaced for
	 * ever: from the second in a row on, the next waits for longer each time.
	 * @param reached the limit, in words
	 * @param finishes whether the process may finish its iteration, however long that
	 * takes; if it has reached several limits, it may if all allow that
	 * @param age how old the process is
	 * @param now the current time
	 * @return whether it is the first limit that the process has reached
	 */
	public boolean reached(String reached, boolean finishes, Duration age, long now) {
		boolean first = this.limit == null;
		if (first || !finishes) {
			this.limit = reached;
			this.mayFinish = finishes;
		}
		if (!first) {
			return false;
		}
		this.early = (age.compareTo(SHORTEST_USE) < 0) ? this.early + 1 : 0;
		this.due = now + delay(this.early).toNanos();
		return true;
	}

	private static Duration delay(int early) {
		if (early < 2) {
			return Duration.ZERO;
		}
		Duration delay = FIRST_DELAY.multipliedBy(1L << Math.min(early - 2, 10));
		return (delay.compareTo(LONGEST_DELAY) < 0) ? delay : LONGEST_DELAY;
	}

	/**
	 * Return the limit that the process has reached, in words, or {@code null} if none.
	 */
	public @Nullable String limit() {
		return this.limit;
	}

	/**
	 * Return whether the process may finish its iteration, however long that takes.
	 */
	public boolean mayFinish() {
		return this.limit != null && this.mayFinish;
	}

	/**
	 * Return whether the process has reached its limit too soon.
	 */
	public boolean isEarly() {
		return this.limit != null && this.early > 0;
	}

	/**
	 * Return whether the process is to be replaced.
	 */
	public boolean isDue(long now) {
		return this.limit != null && now - this.due >= 0;
	}

	/**
	 * Return whether the replacement has been due for a time.
	 * @param time the time
	 * @param now the current time
	 */
	public boolean isDueFor(Duration time, long now) {
		return isDue(now) && now - this.due >= time.toNanos();
	}

	/**
	 * The replacement has failed, and the process works on. It is due again in a minute.
	 */
	public void failed(long now) {
		this.due = now + AFTER_FAILURE.toNanos();
	}

}
