package dev.daemonspring.child;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.protocol.CronSchedule;
import dev.daemonspring.protocol.Rhythm;
import dev.daemonspring.protocol.Rhythm.Cron;
import dev.daemonspring.worker.MissedTick;

/**
 * Iterations are due at the ticks of a cron expression. A tick that comes while the loop
 * waits for it, and is noticed within a minute, is on time. Any other was missed. Where
 * there is a jitter, the time counts to which the iteration was put off.
 * <p>
 * The clock on the wall may be set, and the machine may be suspended, while the loop
 * waits. So it waits for a minute at most and then looks at that clock again. If the
 * clock was set back by more than a minute, ticks count from what it shows now; if by
 * less, no tick comes twice.
 */
final class CronTimetable extends Timetable {

	private static final long TOLERANCE_MILLIS = 60_000;

	private static final long NEVER = Long.MAX_VALUE;

	private final CronSchedule schedule;

	private final MissedTick missed;

	private final @Nullable Duration startDeadline;

	private final TickRecord record;

	private final LoopClock clock;

	private final LongSupplier jitter;

	private long next = NEVER;

	private long due = NEVER;

	private boolean waiting;

	/**
	 * Create a timetable.
	 * @param cron the expression and its zone
	 * @param rhythm what happens after a missed tick, until when
	 * @param record up to when ticks are dealt with
	 * @param clock the clock on the wall
	 * @param jitter draws by how many nanoseconds an iteration is put off
	 */
	CronTimetable(Cron cron, Rhythm rhythm, TickRecord record, LoopClock clock, LongSupplier jitter) {
		this.schedule = new CronSchedule(cron.expression(), cron.zone());
		this.missed = rhythm.missed();
		this.startDeadline = rhythm.startDeadline();
		this.record = record;
		this.clock = clock;
		this.jitter = jitter;
		followClock(clock.currentTimeMillis());
		plan();
	}

	@Override
	void begin(long now) {
		this.waiting = false;
	}

	@Override
	long remaining(long now) {
		long time = this.clock.currentTimeMillis();
		if (followClock(time)) {
			plan();
		}
		if (this.waiting && this.due <= time && time - this.due <= TOLERANCE_MILLIS) {
			handle(time);
			return 0;
		}
		if (this.due <= time) {
			boolean madeUpFor = this.missed == MissedTick.ONCE && isInTime(time);
			handle(time);
			if (madeUpFor) {
				return 0;
			}
		}
		this.waiting = true;
		return TimeUnit.MILLISECONDS.toNanos(Math.min(this.due - time, TOLERANCE_MILLIS));
	}

	/**
	 * Count ticks anew if the clock was set back. What is no time at all, because the
	 * slot was damaged, is taken for that.
	 * @return whether ticks count anew
	 */
	private boolean followClock(long time) {
		if (time >= this.record.handled() - TOLERANCE_MILLIS) {
			return false;
		}
		this.record.handle(time);
		this.waiting = false;
		return true;
	}

	private boolean isInTime(long time) {
		Duration deadline = this.startDeadline;
		if (deadline == null || deadline.compareTo(Duration.ofMillis(time - this.next)) >= 0) {
			return true;
		}
		return after(time - deadline.toMillis() - 1) <= time;
	}

	@Override
	void ended(long now) {
		this.waiting = false;
	}

	@Override
	void ranByOrder(long now) {
		this.waiting = false;
	}

	private void handle(long time) {
		this.record.handle(time);
		this.waiting = false;
		plan();
	}

	private void plan() {
		this.next = after(this.record.handled());
		this.due = (this.next != NEVER) ? this.next + TimeUnit.NANOSECONDS.toMillis(this.jitter.getAsLong()) : NEVER;
	}

	private long after(long time) {
		Instant tick = this.schedule.next(Instant.ofEpochMilli(time));
		return (tick != null) ? tick.toEpochMilli() : NEVER;
	}

}
