package dev.daemonspring.metrics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import org.jspecify.annotations.Nullable;

/**
 * A registry whose values somebody fetches: Prometheus, the simple one, or JMX. Every
 * other registry is taken for one that pushes. Such a registry does so from each worker
 * process by itself, and would push twice what the daemon told it of them.
 */
enum PulledRegistry {

	/**
	 * Counts and buckets rise as long as the process lives.
	 */
	PROMETHEUS("io.micrometer.prometheusmetrics.PrometheusMeterRegistry",
			"io.micrometer.prometheus.PrometheusMeterRegistry"),

	/**
	 * Counts rise as long as the process lives; buckets are forgotten.
	 */
	SIMPLE("io.micrometer.core.instrument.simple.SimpleMeterRegistry"),

	/**
	 * Counts rise as long as the process lives; buckets are forgotten.
	 */
	JMX("io.micrometer.jmx.JmxMeterRegistry");

	private final Set<String> types;

	PulledRegistry(String... types) {
		this.types = Set.of(types);
	}

	/**
	 * Return the kind of a registry.
	 * @param registry the registry
	 * @return the kind, or {@code null} if the registry pushes
	 */
	static @Nullable PulledRegistry kindOf(MeterRegistry registry) {
		for (Class<?> type = registry.getClass(); type != null; type = type.getSuperclass()) {
			for (PulledRegistry kind : values()) {
				if (kind.types.contains(type.getName())) {
					return kind;
				}
			}
		}
		return null;
	}

	/**
	 * Return the registry that knows most.
	 * @param registries registries, perhaps composites of others
	 * @return the registry, or {@code null} if all of them push
	 */
	static @Nullable MeterRegistry best(Collection<MeterRegistry> registries) {
		for (PulledRegistry kind : values()) {
			for (MeterRegistry registry : flatten(registries)) {
				if (kindOf(registry) == kind) {
					return registry;
				}
			}
		}
		return null;
	}

	/**
	 * Return registries without composites, each once.
	 */
	static List<MeterRegistry> flatten(Collection<MeterRegistry> registries) {
		Set<MeterRegistry> flat = new LinkedHashSet<>();
		for (MeterRegistry registry : registries) {
			if (registry instanceof CompositeMeterRegistry composite) {
				flat.addAll(flatten(composite.getRegistries()));
			}
			else {
				flat.add(registry);
			}
		}
		return new ArrayList<>(flat);
	}

}
