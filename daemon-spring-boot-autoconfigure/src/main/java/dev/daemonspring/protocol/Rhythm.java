package dev.daemonspring.protocol;

import java.time.Duration;
import java.time.ZoneId;

import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DurationFormat;
import org.springframework.format.datetime.standard.DurationFormatterUtils;

import dev.daemonspring.worker.MissedTick;

/**
 * When a worker iterates.
 *
 * @param timing what sets the times of its iterations
 * @param missed what happens after a missed tick
 * @param jitter the longest time by which the start of an iteration is put off
 * @param startDeadline the age from which on a missed tick of a cron expression is not
 * made up for, or {@code null} for any
 */
public record Rhythm(Timing timing, MissedTick missed, Duration jitter, @Nullable Duration startDeadline) {

	/**
	 * The longest duration, in whole days, that fits into the nanoseconds of a clock.
	 */
	public static final Duration LONGEST = Duration.ofDays(106_751);

	/**
	 * Return the rhythm of a worker with a looptime and nothing else.
	 * @param looptime the looptime
	 * @return the rhythm
	 */
	public static Rhythm every(Duration looptime) {
		return new Rhythm(new Looptime(looptime), MissedTick.ONCE, Duration.ZERO, null);
	}

	/**
	 * Return the looptime.
	 * @return the looptime, or zero where the timing is another
	 */
	public Duration looptime() {
		return (this.timing instanceof Looptime looptime) ? looptime.looptime() : Duration.ZERO;
	}

	/**
	 * Return the ticks of the cron expression.
	 * @return the ticks, or {@code null} where the timing is another
	 */
	public @Nullable CronSchedule schedule() {
		return (this.timing instanceof Cron cron) ? new CronSchedule(cron.expression(), cron.zone()) : null;
	}

	/**
	 * Describe the rhythm.
	 * @return its description, such as {@code every 10s}
	 */
	public String inWords() {
		return this.jitter.isZero() ? this.timing.inWords()
				: this.timing.inWords() + ", up to " + words(this.jitter) + " later";
	}

	private static String words(Duration duration) {
		return duration.isZero() ? "0s" : DurationFormatterUtils.print(duration, DurationFormat.Style.COMPOSITE);
	}

	/**
	 * What sets the times of a worker's iterations.
	 */
	public sealed interface Timing permits Looptime, Delay, Cron, Once {

		/**
		 * Describe the timing.
		 * @return its description
		 */
		String inWords();

	}

	/**
	 * An iteration begins a fixed time after the one before has begun.
	 *
	 * @param looptime the time, zero for no pause
	 */
	public record Looptime(Duration looptime) implements Timing {

		@Override
		public String inWords() {
			return this.looptime.isZero() ? "without pause" : "every " + words(this.looptime);
		}

	}

	/**
	 * An iteration begins a fixed time after the one before has ended.
	 *
	 * @param delay the time
	 */
	public record Delay(Duration delay) implements Timing {

		@Override
		public String inWords() {
			return words(this.delay) + " after the end of the last";
		}

	}

	/**
	 * Iterations begin at the ticks of a cron expression.
	 *
	 * @param expression the expression
	 * @param zone the time zone
	 */
	public record Cron(String expression, ZoneId zone) implements Timing {

		@Override
		public String inWords() {
			return "cron '" + this.expression + "' in " + this.zone;
		}

	}

	/**
	 * There is one iteration.
	 */
	public record Once() implements Timing {

		@Override
		public String inWords() {
			return "once";
		}

	}

}
