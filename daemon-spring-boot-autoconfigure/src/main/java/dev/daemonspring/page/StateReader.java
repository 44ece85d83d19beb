package dev.daemonspring.page;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import dev.daemonspring.supervisor.WorkerInfo;
import dev.daemonspring.supervisor.Workers;

/**
 * A reader of the state of all workers as JSON. However many look at the page, the
 * workers are read a few times a second at most. Thread-safe.
 */
final class StateReader {

	private static final long MAX_AGE = Duration.ofMillis(250).toNanos();

	private static final double ROUND = 100;

	private final Workers workers;

	private final Curves curves;

	private final JsonMapper mapper;

	private final Clock clock;

	private final LongSupplier nanoTime;

	private final String daemon;

	private @Nullable TaggedBytes known;

	private long readAt;

	/**
	 * Create a reader.
	 * @param workers the workers
	 * @param curves the curves, which know the memory of the processes
	 * @param mapper the mapper that writes JSON
	 * @param clock the clock that people read
	 * @param nanoTime the clock that never turns back
	 * @param daemon what tells this daemon from the one before, for the browser
	 */
	StateReader(Workers workers, Curves curves, JsonMapper mapper, Clock clock, LongSupplier nanoTime, String daemon) {
		this.workers = workers;
		this.curves = curves;
		this.mapper = mapper;
		this.clock = clock;
		this.nanoTime = nanoTime;
		this.daemon = daemon;
	}

	synchronized TaggedBytes read() {
		long now = this.nanoTime.getAsLong();
		TaggedBytes last = this.known;
		if (last != null && now - this.readAt < MAX_AGE) {
			return last;
		}
		List<WorkerView> views = this.workers.instances().stream().map(this::view).toList();
		TaggedBytes read = TaggedBytes.of(this.mapper.writeValueAsBytes(new State(this.daemon, views)));
		this.known = read;
		this.readAt = now;
		return read;
	}

	private WorkerView view(String name) {
		WorkerInfo info = this.workers.info(name);
		return WorkerView.of(info, this.curves.memory(name, info.pid()), runningSince(name));
	}

	/**
	 * Return when the running iteration began, as a round number, so that it is the same
	 * each time, or {@code null} when none runs.
	 */
	private @Nullable Long runningSince(String name) {
		long elapsed = this.workers.statistics(name).runningIteration().toMillis();
		return (elapsed > 0) ? (Long) (Math.round((this.clock.millis() - elapsed) / ROUND) * (long) ROUND) : null;
	}

	/**
	 * The state of all workers.
	 *
	 * @param daemon what tells this daemon from the one before
	 * @param workers the workers in the order of their names
	 */
	record State(String daemon, List<WorkerView> workers) {
	}

}
