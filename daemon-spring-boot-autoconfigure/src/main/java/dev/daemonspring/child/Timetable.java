package dev.daemonspring.child;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import dev.daemonspring.protocol.Assignment;
import dev.daemonspring.protocol.Rhythm;
import dev.daemonspring.protocol.Rhythm.Cron;
import dev.daemonspring.protocol.Rhythm.Delay;
import dev.daemonspring.protocol.Rhythm.Looptime;
import dev.daemonspring.region.WorkerSlot;
import dev.daemonspring.worker.MissedTick;

/**
 * Says when the iterations of a worker are due. Times are those of
 * {@link LoopClock#nanoTime()}. Confined to the loop's thread.
 */
abstract class Timetable {

	/**
	 * Return the timetable of a worker.
	 */
	static Timetable of(Assignment assignment, WorkerSlot slot, LoopClock clock) {
		Rhythm rhythm = assignment.rhythm();
		long jitter = rhythm.jitter().toNanos();
		if (rhythm.timing() instanceof Cron cron) {
			return new CronTimetable(cron, rhythm, new TickRecord(slot, assignment.ticksFrom()), clock,
					() -> draw(jitter));
		}
		if (rhythm.timing() instanceof Looptime looptime) {
			return jittered(looptime(looptime.looptime(), rhythm.missed()), jitter);
		}
		if (rhythm.timing() instanceof Delay delay) {
			return jittered(new DelayTimetable(delay.delay().toNanos()), jitter);
		}
		return new OnceTimetable();
	}

	private static Timetable looptime(Duration looptime, MissedTick missed) {
		boolean skips = missed == MissedTick.SKIP && !looptime.isZero();
		return skips ? new GridTimetable(looptime.toNanos()) : new LooptimeTimetable(looptime.toNanos());
	}

	private static Timetable jittered(Timetable timetable, long jitter) {
		return (jitter > 0) ? new JitteredTimetable(timetable, () -> draw(jitter)) : timetable;
	}

	private static long draw(long jitter) {
		return (jitter > 0) ? ThreadLocalRandom.current().nextLong(jitter + 1) : 0;
	}

	/**
	 * The loop begins, or goes on after a pause.
	 * @param now the current time
	 */
	abstract void begin(long now);

	/**
	 * Return how long to wait at most before asking again. If it is not positive, an
	 * iteration begins now, and the tick that it is due to is dealt with.
	 * @param now the current time
	 * @return the time in nanoseconds
	 */
	abstract long remaining(long now);

	/**
	 * An iteration that was due has ended.
	 * @param now the current time
	 */
	abstract void ended(long now);

	/**
	 * An iteration that an operator has ordered has ended.
	 * @param now the current time
	 */
	void ranByOrder(long now) {
	}

	/**
	 * Return whether no iteration is due any more.
	 */
	boolean isOver() {
		return false;
	}

}
