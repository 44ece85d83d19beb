package dev.daemonspring.autoconfigure;

import java.util.List;

import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.daemonspring.child.rehearsal.StandbyBean;
import dev.daemonspring.worker.ConditionalOnWorkerProcess;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the beans of Spring Boot that a
 * standby creates before it has a worker. A registry of meters that are fetched is one of
 * them. One that pushes is not: it would, and its meters have the name of the worker.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = { WorkerProcessMetersAutoConfiguration.class, WorkerObservationAutoConfiguration.class })
@ConditionalOnWorkerProcess
@ConditionalOnBooleanProperty(name = "daemon.metrics.enabled", matchIfMissing = true)
public final class WorkerStandbyAutoConfiguration {

	private static final List<String> METERS = List.of(
			"org.springframework.boot.micrometer.metrics.autoconfigure.MeterRegistryCustomizer",
			"io.micrometer.core.instrument.config.MeterFilter", "io.micrometer.core.instrument.binder.MeterBinder");

	private static final List<String> METERS_AND_OBSERVATIONS = List.of(METERS.get(0), METERS.get(1), METERS.get(2),
			"org.springframework.boot.micrometer.observation.autoconfigure.ObservationRegistryCustomizer",
			"io.micrometer.observation.GlobalObservationConvention", "io.micrometer.observation.ObservationFilter",
			"io.micrometer.observation.ObservationHandler", "io.micrometer.observation.ObservationPredicate");

	/**
	 * What pushes, or may, or starts threads.
	 */
	private static final List<String> PUSHING = List.of("io.micrometer.core.instrument.push.PushMeterRegistry",
			"io.micrometer.core.instrument.dropwizard.DropwizardMeterRegistry",
			"io.micrometer.core.instrument.composite.CompositeMeterRegistry", "io.micrometer.tracing.Tracer");

	/**
	 * Configuration for an application that Prometheus scrapes.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(PrometheusMeterRegistry.class)
	static class PrometheusConfiguration {

		@Bean
		StandbyBean daemonStandbyMeterRegistry() {
			return new StandbyBean(PrometheusMeterRegistry.class, METERS, List.of());
		}

	}

	/**
	 * Configuration for an application with observations.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ObservationRegistry.class)
	static class ObservationConfiguration {

		@Bean
		StandbyBean daemonStandbyObservationRegistry() {
			return new StandbyBean(ObservationRegistry.class, METERS_AND_OBSERVATIONS, PUSHING);
		}

	}

}
