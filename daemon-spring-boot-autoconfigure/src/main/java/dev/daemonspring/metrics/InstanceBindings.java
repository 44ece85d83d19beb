package dev.daemonspring.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * The meters of all instances of all workers in all registries. Instances come and leave
 * while the daemon runs, and so do their meters. Thread-safe.
 */
final class InstanceBindings {

	private final Supplier<List<String>> instances;

	private final Binder binder;

	private final Map<MeterRegistry, Map<String, List<Meter>>> bound = new LinkedHashMap<>();

	/**
	 * Create the bindings.
	 * @param instances supplies the names of the instances that there are
	 * @param binder registers the meters of an instance
	 */
	InstanceBindings(Supplier<List<String>> instances, Binder binder) {
		this.instances = instances;
		this.binder = binder;
	}

	/**
	 * Register the meters in a registry, too.
	 */
	synchronized void bindTo(MeterRegistry registry) {
		this.bound.putIfAbsent(registry, new HashMap<>());
		update();
	}

	/**
	 * Register the meters of the instances that are new, and remove those of the ones
	 * that have left.
	 */
	synchronized void update() {
		List<String> present = this.instances.get();
		this.bound.forEach((registry, meters) -> {
			meters.entrySet().removeIf((entry) -> {
				boolean gone = !present.contains(entry.getKey());
				if (gone) {
					entry.getValue().forEach(registry::remove);
				}
				return gone;
			});
			for (String instance : present) {
				meters.computeIfAbsent(instance, (name) -> bind(registry, name));
			}
		});
	}

	private List<Meter> bind(MeterRegistry registry, String instance) {
		List<Meter> meters = new ArrayList<>();
		this.binder.bind(registry, instance, meters);
		return meters;
	}

	/**
	 * Registers the meters of an instance.
	 */
	@FunctionalInterface
	interface Binder {

		void bind(MeterRegistry registry, String instance, List<Meter> registered);

	}

}
