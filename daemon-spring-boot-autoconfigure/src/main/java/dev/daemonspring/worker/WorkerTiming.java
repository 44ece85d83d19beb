package dev.daemonspring.worker;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * When a worker iterates, as far as its author has said. The attributes of the same names
 * of {@link Worker @Worker} say what each of them means. Immutable, and not checked: what
 * contradicts itself stops the application at startup.
 *
 * @param looptime the looptime, or {@code null}
 * @param delay the delay, or {@code null}
 * @param cron the cron expression, or {@code null}
 * @param zone the id of the time zone, or {@code null}
 * @param once whether the worker runs a single iteration
 * @param missed what happens after a missed tick, or {@code null}
 * @param jitter the jitter, or {@code null}
 * @param startDeadline the start deadline, or {@code null}
 * @since 0.1.0
 */
public record WorkerTiming(@Nullable Duration looptime, @Nullable Duration delay, @Nullable String cron,
		@Nullable String zone, boolean once, @Nullable MissedTick missed, @Nullable Duration jitter,
		@Nullable Duration startDeadline) {

	/**
	 * Nothing was said: all is left to the configuration.
	 */
	public static final WorkerTiming NONE = new WorkerTiming(null, null, null, null, false, null, null, null);

	/**
	 * Return this timing with the given looptime.
	 * @param looptime the looptime
	 * @return a new timing
	 */
	public WorkerTiming looptime(@Nullable Duration looptime) {
		return new WorkerTiming(looptime, this.delay, this.cron, this.zone, this.once, this.missed, this.jitter,
				this.startDeadline);
	}

	/**
	 * Return this timing with the given delay.
	 * @param delay the delay
	 * @return a new timing
	 */
	public WorkerTiming delay(@Nullable Duration delay) {
		return new WorkerTiming(this.looptime, delay, this.cron, this.zone, this.once, this.missed, this.jitter,
				this.startDeadline);
	}

	/**
	 * Return this timing with the given cron expression.
	 * @param cron the cron expression
	 * @return a new timing
	 */
	public WorkerTiming cron(@Nullable String cron) {
		return new WorkerTiming(this.looptime, this.delay, cron, this.zone, this.once, this.missed, this.jitter,
				this.startDeadline);
	}

	/**
	 * Return this timing with the given time zone.
	 * @param zone the time zone
	 * @return a new timing
	 */
	public WorkerTiming zone(@Nullable String zone) {
		return new WorkerTiming(this.looptime, this.delay, this.cron, zone, this.once, this.missed, this.jitter,
				this.startDeadline);
	}

	/**
	 * Return this timing with the given switch to run a single iteration.
	 * @param once the switch to run a single iteration
	 * @return a new timing
	 */
	public WorkerTiming once(boolean once) {
		return new WorkerTiming(this.looptime, this.delay, this.cron, this.zone, once, this.missed, this.jitter,
				this.startDeadline);
	}

	/**
	 * Return this timing with the given consequence of a missed tick.
	 * @param missed the consequence of a missed tick
	 * @return a new timing
	 */
	public WorkerTiming missed(@Nullable MissedTick missed) {
		return new WorkerTiming(this.looptime, this.delay, this.cron, this.zone, this.once, missed, this.jitter,
				this.startDeadline);
	}

	/**
	 * Return this timing with the given jitter.
	 * @param jitter the jitter
	 * @return a new timing
	 */
	public WorkerTiming jitter(@Nullable Duration jitter) {
		return new WorkerTiming(this.looptime, this.delay, this.cron, this.zone, this.once, this.missed, jitter,
				this.startDeadline);
	}

	/**
	 * Return this timing with the given start deadline.
	 * @param startDeadline the start deadline
	 * @return a new timing
	 */
	public WorkerTiming startDeadline(@Nullable Duration startDeadline) {
		return new WorkerTiming(this.looptime, this.delay, this.cron, this.zone, this.once, this.missed, this.jitter,
				startDeadline);
	}

}
