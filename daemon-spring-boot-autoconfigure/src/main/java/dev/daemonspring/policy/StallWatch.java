package dev.daemonspring.policy;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.region.Activity;

/**
 * A watch that detects, by the daemon's own clock, whether a worker has stopped making
 * progress: whether its counter stood still for longer than the timeout. A worker that
 * waits, for its next iteration or to be resumed, is woken at half of the timeout; its
 * loop responds with progress. Time during which the daemon itself did not run does not
 * count. Not thread-safe.
 */
public final class StallWatch {

	/**
	 * The longest time that counts between two looks: a longer one means that the daemon,
	 * or the machine, was suspended.
	 */
	private static final long LONGEST_LOOK_APART = Duration.ofMillis(250).toNanos();

	private static final long NEVER = -1;

	private final @Nullable Duration timeout;

	private long progress = -1;

	private long still;

	private long stillWhenAsked = NEVER;

	private long lastLook;

	public StallWatch(@Nullable Duration timeout) {
		this.timeout = timeout;
	}

	public void reset() {
		this.progress = -1;
		progressed();
	}

	private void progressed() {
		this.still = 0;
		this.stillWhenAsked = NEVER;
	}

	/**
	 * Look at the worker.
	 * @param progress the worker's progress counter
	 * @param activity what the worker does
	 * @param now the current time in nanoseconds
	 * @return the finding
	 */
	public Finding look(long progress, Activity activity, long now) {
		if (this.timeout == null) {
			return Finding.WELL;
		}
		long apart = now - this.lastLook;
		this.lastLook = now;
		if (progress != this.progress) {
			this.progress = progress;
			progressed();
			return Finding.WELL;
		}
		this.still += Math.min(apart, LONGEST_LOOK_APART);
		long allowed = this.timeout.toNanos();
		if (activity != Activity.IDLE) {
			return (this.still > allowed) ? Finding.STALLED : Finding.WELL;
		}
		return lookAtWaiting(allowed);
	}

	private Finding lookAtWaiting(long allowed) {
		if (this.stillWhenAsked == NEVER) {
			boolean quiet = this.still > allowed / 2;
			this.stillWhenAsked = quiet ? this.still : NEVER;
			return quiet ? Finding.QUIET : Finding.WELL;
		}
		boolean answerOverdue = this.still - this.stillWhenAsked > allowed / 2;
		return (answerOverdue && this.still > allowed) ? Finding.STALLED : Finding.WELL;
	}

	/**
	 * Return for how long the worker has made no progress.
	 * @return the time
	 */
	public Duration still() {
		return Duration.ofNanos(this.still);
	}

	/**
	 * The result of a look.
	 */
	public enum Finding {

		/**
		 * The worker makes progress, or still has time.
		 */
		WELL,

		/**
		 * The worker waits, and has made no progress for half of the timeout: wake it,
		 * and it will respond.
		 */
		QUIET,

		/**
		 * The worker has made no progress for longer than the timeout.
		 */
		STALLED

	}

}
