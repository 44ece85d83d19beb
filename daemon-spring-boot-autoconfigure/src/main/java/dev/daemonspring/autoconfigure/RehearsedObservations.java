package dev.daemonspring.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.springframework.util.ClassUtils;

/**
 * A registry of observations that makes meters of them by the code that makes those of
 * the application, as far as it has that, and that nobody reads.
 */
final class RehearsedObservations {

	private static final String METERS = "io.micrometer.core.instrument.MeterRegistry";

	private static final String PROMETHEUS = "io.micrometer.prometheusmetrics.PrometheusMeterRegistry";

	private RehearsedObservations() {
	}

	static ObservationRegistry registry() {
		ObservationRegistry registry = ObservationRegistry.create();
		if (isPresent(METERS)) {
			Meters.observe(registry, isPresent(PROMETHEUS) ? Prometheus.registry() : Meters.registry());
		}
		return registry;
	}

	private static boolean isPresent(String className) {
		return ClassUtils.isPresent(className, RehearsedObservations.class.getClassLoader());
	}

	/**
	 * Needs the library of meters.
	 */
	private static final class Meters {

		private static MeterRegistry registry() {
			return new SimpleMeterRegistry();
		}

		private static void observe(ObservationRegistry registry, MeterRegistry meters) {
			registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
		}

	}

	/**
	 * Needs that of Prometheus.
	 */
	private static final class Prometheus {

		private static MeterRegistry registry() {
			return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		}

	}

}
