package dev.daemonspring.page;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The curves of all workers over the last ten minutes. The memory that they take is
 * bounded by the number of workers. Thread-safe.
 */
final class Curves {

	static final Duration PERIOD = Duration.ofSeconds(5);

	static final int SIZE = 120;

	private final Map<String, CurveRing> rings = new LinkedHashMap<>();

	private long last = -1;

	private long at;

	/**
	 * Add a sample of every worker. A worker that has no sample is forgotten.
	 * @param number the number of the sample; one that is not higher than the last is
	 * ignored
	 * @param now when it was taken, in milliseconds since the epoch
	 * @param samples the samples by the workers' names
	 */
	synchronized void add(long number, long now, Map<String, CurveSample> samples) {
		if (number <= this.last) {
			return;
		}
		this.rings.keySet().retainAll(samples.keySet());
		samples.forEach(
				(name, sample) -> this.rings.computeIfAbsent(name, (key) -> new CurveRing(SIZE)).add(number, sample));
		this.last = number;
		this.at = now;
	}

	/**
	 * Return the memory that a worker's process had when it was last looked at.
	 * @param name the worker's name
	 * @param pid the id of the process that it has now
	 * @return the memory, or {@code null} when it is not known of that process
	 */
	synchronized @Nullable Long memory(String name, @Nullable Long pid) {
		CurveRing ring = this.rings.get(name);
		CurveSample latest = (ring != null) ? ring.latest() : null;
		return (latest != null && pid != null && pid.equals(latest.pid())) ? latest.memory() : null;
	}

	/**
	 * Return the samples after a number.
	 * @param after the number of the last sample that is known already, or -1
	 */
	synchronized View after(long after) {
		long from = Math.max(Math.max(after, -1) + 1, this.last - SIZE + 1);
		Map<String, CurveRing.CurveView> views = new LinkedHashMap<>();
		if (from <= this.last) {
			this.rings.forEach((name, ring) -> views.put(name, ring.view(from, this.last)));
		}
		return new View(PERIOD.toMillis(), from, this.last, this.at, views);
	}

	/**
	 * Samples of all workers.
	 *
	 * @param period the time from one sample to the next, in milliseconds
	 * @param from the number of the first sample
	 * @param last the number of the last sample, less than {@code from} when there is
	 * none
	 * @param at when the last one was taken, in milliseconds since the epoch
	 * @param workers the samples by the workers' names
	 */
	record View(long period, long from, long last, long at, Map<String, CurveRing.CurveView> workers) {
	}

}
