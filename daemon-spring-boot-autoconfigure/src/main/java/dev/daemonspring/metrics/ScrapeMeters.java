package dev.daemonspring.metrics;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

/**
 * What the daemon measures of the meters of worker processes: how old they are, and how
 * many are left out.
 */
public final class ScrapeMeters implements MeterBinder {

	private static final long MILLIS = 1000;

	private final List<String> workers;

	private final MeterScrape scrape;

	private final DroppedSeries dropped;

	/**
	 * Create the meters.
	 * @param workers the names of the workers
	 * @param scrape knows how old the values are
	 * @param dropped knows what is left out
	 */
	public ScrapeMeters(List<String> workers, MeterScrape scrape, DroppedSeries dropped) {
		this.workers = List.copyOf(workers);
		this.scrape = scrape;
		this.dropped = dropped;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		for (String worker : this.workers) {
			TimeGauge.builder("daemon.worker.metrics.age", worker, TimeUnit.SECONDS, this::age)
				.description("Time since the worker's process has told its own meters")
				.tag("worker", worker)
				.register(registry);
			FunctionCounter.builder("daemon.worker.metrics.dropped", worker, this::dropped)
				.description("Series of the worker's process that are left out")
				.tag("worker", worker)
				.register(registry);
		}
	}

	/**
	 * The age is that of the values in the same scrape, which may be read after it.
	 */
	private double age(@Nullable String worker) {
		this.scrape.recent();
		Duration age = (worker != null) ? this.scrape.age(worker) : null;
		return (age != null) ? (double) age.toMillis() / MILLIS : Double.NaN;
	}

	private double dropped(String worker) {
		return this.dropped.count(this.scrape.processOf(worker));
	}

}
