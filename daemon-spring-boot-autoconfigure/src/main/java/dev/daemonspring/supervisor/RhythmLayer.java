package dev.daemonspring.supervisor;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

import dev.daemonspring.process.WorkerConfigurationException;
import dev.daemonspring.protocol.CronSchedule;
import dev.daemonspring.protocol.Rhythm.Cron;
import dev.daemonspring.protocol.Rhythm.Delay;
import dev.daemonspring.protocol.Rhythm.Looptime;
import dev.daemonspring.protocol.Rhythm.Once;
import dev.daemonspring.protocol.Rhythm.Timing;
import dev.daemonspring.worker.MissedTick;
import dev.daemonspring.worker.WorkerTiming;

/**
 * What one layer of a worker's configuration says about its rhythm: its properties, its
 * annotation or registration, or the properties of all workers. Checks what it says.
 *
 * @param source where it is said, as its errors name it
 * @param said what is said
 */
record RhythmLayer(RhythmSource source, WorkerTiming said) {

	/**
	 * Return what the properties of a worker, or of all workers, say.
	 * @param prefix the prefix of the properties
	 */
	static RhythmLayer of(String prefix, WorkerSettings settings) {
		return new RhythmLayer(RhythmSource.properties(prefix),
				new WorkerTiming(settings.getLooptime(), settings.getDelay(), text(settings.getCron()),
						text(settings.getZone()), Boolean.TRUE.equals(settings.getOnce()), settings.getMissed(),
						settings.getJitter(), settings.getStartDeadline()));
	}

	/**
	 * Return what a worker's author says.
	 */
	static RhythmLayer of(String name, String beanName, WorkerTiming declared) {
		return new RhythmLayer(RhythmSource.declaration(name, beanName), declared);
	}

	private static @Nullable String text(@Nullable String text) {
		return StringUtils.hasText(text) ? text.strip() : null;
	}

	/**
	 * Check all that can be wrong with it regardless of the other layers.
	 * @throws WorkerConfigurationException if something is
	 */
	void check() {
		this.source.check("looptime", this.said.looptime());
		this.source.check("delay", this.said.delay());
		this.source.check("jitter", this.said.jitter());
		this.source.check("start-deadline", this.said.startDeadline());
		List<String> timings = timings();
		if (timings.size() > 1) {
			throw this.source.failure(timings.get(0), "sets " + quoted(timings), "a worker has at most one of them",
					"Remove all but one of them.");
		}
		checkZone();
		checkCron();
	}

	private void checkZone() {
		String zone = this.said.zone();
		try {
			zone();
		}
		catch (DateTimeException ex) {
			throw this.source.failure("zone", "has the time zone '" + zone + "'", "there is no such zone",
					"Name a time zone such as 'Europe/Berlin', 'UTC' or '+02:00'.");
		}
	}

	private void checkCron() {
		String cron = this.said.cron();
		if (cron == null) {
			return;
		}
		String defect = CronDefect.find(cron);
		if (defect != null) {
			throw this.source.failure("cron", "has the cron expression '" + cron + "'", defect,
					"Correct it: second, minute, hour, day of month, month, day of week, such as '0 0 3 * * *', or a"
							+ " macro such as '@daily'.");
		}
		if (new CronSchedule(cron, ZoneId.of("UTC")).next(Instant.now()) == null) {
			throw this.source.failure("cron", "has the cron expression '" + cron + "'", "it never fires",
					"Correct it to match a date that exists, or, to not run the worker, set 'enabled' to false.");
		}
	}

	/**
	 * Return which of looptime, delay, cron and once it sets.
	 */
	List<String> timings() {
		List<String> timings = new ArrayList<>();
		add("looptime", this.said.looptime(), timings);
		add("delay", this.said.delay(), timings);
		add("cron", this.said.cron(), timings);
		add("once", this.said.once() ? true : null, timings);
		return timings;
	}

	/**
	 * Return which options it sets that do not fit a timing.
	 */
	List<String> misfits(Timing timing) {
		List<String> misfits = new ArrayList<>();
		if (!(timing instanceof Cron)) {
			add("zone", this.said.zone(), misfits);
			add("start-deadline", this.said.startDeadline(), misfits);
		}
		if (!(timing instanceof Cron) && !(timing instanceof Looptime)) {
			add("missed", this.said.missed(), misfits);
		}
		if (timing instanceof Once) {
			add("jitter", this.said.jitter(), misfits);
		}
		return misfits;
	}

	private static void add(String key, @Nullable Object value, List<String> keys) {
		if (value != null) {
			keys.add(key);
		}
	}

	private static String quoted(List<String> keys) {
		return "'" + String.join("' and '", keys) + "'";
	}

	/**
	 * Reject options that do not fit the timing of the worker.
	 */
	void requireFitting(Timing timing) {
		List<String> misfits = misfits(timing);
		if (!misfits.isEmpty()) {
			throw this.source.failure(misfits.get(0), "sets " + quoted(misfits),
					"the worker runs " + timing.inWords() + ", to which that does not apply",
					"Remove it, or set a timing that it applies to: 'zone' and 'start-deadline' need 'cron', 'missed'"
							+ " needs 'cron' or 'looptime', 'jitter' does not go with 'once'.");
		}
	}

	/**
	 * Return the timing that it sets, or {@code null} if it sets none.
	 * @param zone the time zone of a cron expression
	 */
	@Nullable Timing timing(ZoneId zone) {
		if (this.said.looptime() != null) {
			return new Looptime(this.said.looptime());
		}
		if (this.said.delay() != null) {
			return new Delay(this.said.delay());
		}
		if (this.said.cron() != null) {
			return new Cron(this.said.cron(), zone);
		}
		return this.said.once() ? new Once() : null;
	}

	@Nullable ZoneId zone() {
		return (this.said.zone() != null) ? ZoneId.of(this.said.zone()) : null;
	}

	@Nullable MissedTick missed() {
		return this.said.missed();
	}

	@Nullable Duration jitter() {
		return this.said.jitter();
	}

	@Nullable Duration startDeadline() {
		return this.said.startDeadline();
	}

}
