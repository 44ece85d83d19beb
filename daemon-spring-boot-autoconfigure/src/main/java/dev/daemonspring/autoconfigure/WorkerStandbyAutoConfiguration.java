package dev.daemonspring.autoconfigure;

import java.util.List;
import java.util.stream.Stream;

import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.daemonspring.child.WorkObserver;
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

	private static final String BOOT_METERS = "org.springframework.boot.micrometer.metrics.autoconfigure.";

	private static final List<String> METER_CONFIGURATIONS = List.of(BOOT_METERS + "MetricsAutoConfiguration",
			BOOT_METERS + "export.prometheus.PrometheusMetricsExportAutoConfiguration",
			BOOT_METERS + "jvm.JvmMetricsAutoConfiguration", BOOT_METERS + "system.SystemMetricsAutoConfiguration");

	private static final List<String> OBSERVATION_CONFIGURATIONS = Stream
		.concat(METER_CONFIGURATIONS.stream(),
				Stream.of("org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration"))
		.toList();

	private static final List<String> WORK_OBSERVER_CONFIGURATIONS = Stream
		.concat(OBSERVATION_CONFIGURATIONS.stream(), Stream.of(WorkerObservationAutoConfiguration.class.getName()))
		.toList();

	/**
	 * Configuration for an application that Prometheus scrapes.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(PrometheusMeterRegistry.class)
	static class PrometheusConfiguration {

		@Bean
		StandbyBean daemonStandbyMeterRegistry() {
			return new StandbyBean(PrometheusMeterRegistry.class, METERS, List.of(), METER_CONFIGURATIONS);
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
			return new StandbyBean(ObservationRegistry.class, METERS_AND_OBSERVATIONS, PUSHING,
					OBSERVATION_CONFIGURATIONS);
		}

		@Bean
		StandbyBean daemonStandbyWorkObserver() {
			return new StandbyBean(WorkObserver.class, METERS_AND_OBSERVATIONS, PUSHING, WORK_OBSERVER_CONFIGURATIONS);
		}

	}

}
