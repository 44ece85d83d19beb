package dev.daemonspring.metrics;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;

import dev.daemonspring.supervisor.WorkerScaledEvent;
import dev.daemonspring.supervisor.WorkerStateChangedEvent;
import dev.daemonspring.worker.WorkerState;

/**
 * What the daemon measures of the meters of worker processes: how old they are, and how
 * many are left out.
 */
public final class ScrapeMeters implements MeterBinder {

	private static final long MILLIS = 1000;

	private final MeterScrape scrape;

	private final DroppedSeries dropped;

	private final InstanceBindings bindings;

	/**
	 * Create the meters.
	 * @param instances supplies the names of the instances of all workers
	 * @param scrape knows how old the values are
	 * @param dropped knows what is left out
	 */
	public ScrapeMeters(Supplier<List<String>> instances, MeterScrape scrape, DroppedSeries dropped) {
		this.scrape = scrape;
		this.dropped = dropped;
		this.bindings = new InstanceBindings(instances, this::bind);
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.bindings.bindTo(registry);
	}

	private void bind(MeterRegistry registry, String instance, List<Meter> registered) {
		registered.add(TimeGauge.builder("daemon.worker.metrics.age", instance, TimeUnit.SECONDS, this::age)
			.description("Time since the worker's process has told its own meters")
			.tags(InstanceTags.of(instance))
			.strongReference(true)
			.register(registry));
		registered.add(FunctionCounter.builder("daemon.worker.metrics.dropped", instance, this::dropped)
			.description("Series of the worker's process that are left out")
			.tags(InstanceTags.of(instance))
			.register(registry));
	}

	/**
	 * There are other instances than before.
	 * @param event the scaling
	 */
	@EventListener
	public void scaled(WorkerScaledEvent event) {
		this.bindings.update();
	}

	/**
	 * An instance that was leaving may have left.
	 * @param event the change of a state
	 */
	@EventListener
	public void changed(WorkerStateChangedEvent event) {
		if (event.to() == WorkerState.STOPPED && InstanceTags.index(event.worker()) != null) {
			this.bindings.update();
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
