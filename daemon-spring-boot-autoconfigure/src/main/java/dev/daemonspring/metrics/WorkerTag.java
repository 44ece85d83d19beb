package dev.daemonspring.metrics;

import java.util.function.Supplier;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;

/**
 * The tags {@code worker} and, where there can be more than one instance,
 * {@code worker.index} of all meters that a worker process pushes by itself. In a
 * registry that is fetched the daemon adds it.
 */
public final class WorkerTag implements MeterFilter {

	private final Supplier<String> worker;

	private WorkerTag(Supplier<String> worker) {
		this.worker = worker;
	}

	/**
	 * Add the tag to the meters of a registry that pushes, and to those of no other.
	 * @param registry the registry, which has no meters yet
	 * @param worker returns the name of the worker or of its instance, or of the process
	 * that workers share
	 */
	public static void addTo(MeterRegistry registry, Supplier<String> worker) {
		if (!(registry instanceof CompositeMeterRegistry) && PulledRegistry.kindOf(registry) == null) {
			registry.config().meterFilter(new WorkerTag(worker));
		}
	}

	@Override
	public Meter.Id map(Meter.Id id) {
		return (id.getTag(InstanceTags.WORKER) != null) ? id : id.withTags(InstanceTags.of(this.worker.get()));
	}

}
