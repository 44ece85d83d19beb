package dev.daemonspring.metrics;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Counts the series of worker processes that are left out of a scrape, each once.
 * Thread-safe.
 */
public final class DroppedSeries {

	private static final Log logger = LogFactory.getLog(DroppedSeries.class);

	private static final int MOST_KNOWN = 1000;

	private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();

	private final Set<String> known = new HashSet<>();

	/**
	 * A series was left out. It is counted once, however often that is told.
	 * @param worker the name of the worker, or of the process that workers share
	 * @param series names the series
	 * @param reason why, as a part of a sentence
	 */
	public void leftOut(String worker, String series, String reason) {
		if (log("The series '%s' of '%s' is left out of the scrape: %s".formatted(series, worker, reason))) {
			count(worker, 1);
		}
	}

	/**
	 * Series were left out by the process itself: too many, too large, or not readable.
	 * @param worker the name of the worker, or of the process that workers share
	 * @param series how many
	 */
	void beyondLimit(String worker, int series) {
		count(worker, series);
		log(("Meters of '%s' are left out of the scrape: they can't be read, or there are more than"
				+ " 'daemon.metrics.max-series' or 'daemon.metrics.max-size' allow")
			.formatted(worker));
	}

	/**
	 * A metrics file contains something else than meters.
	 * @param worker the name of the worker, or of the process that workers share
	 * @param defect what is wrong with it
	 */
	void defect(String worker, String defect) {
		count(worker, 1);
		log("The metrics file of '%s' can't be read in part: %s".formatted(worker, defect));
	}

	private void count(String worker, int series) {
		this.counts.computeIfAbsent(worker, (name) -> new AtomicLong()).addAndGet(series);
	}

	/**
	 * Log what was not logged yet, up to a limit.
	 * @return whether it is new
	 */
	private boolean log(String text) {
		synchronized (this.known) {
			if (this.known.size() >= MOST_KNOWN || !this.known.add(text)) {
				return false;
			}
		}
		logger.warn(text);
		return true;
	}

	/**
	 * Return how many series of a worker were left out.
	 * @param worker the name of the worker, or of the process that workers share
	 * @return the number of series
	 */
	public long count(String worker) {
		AtomicLong count = this.counts.get(worker);
		return (count != null) ? count.get() : 0;
	}

}
