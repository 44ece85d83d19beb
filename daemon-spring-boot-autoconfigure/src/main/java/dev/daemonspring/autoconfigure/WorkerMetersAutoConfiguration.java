package dev.daemonspring.autoconfigure;

import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

import dev.daemonspring.metrics.CommandMeters;
import dev.daemonspring.metrics.WorkerMeters;
import dev.daemonspring.supervisor.WorkerMemory;
import dev.daemonspring.supervisor.Workers;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the supervisor's meters of the
 * workers. It needs nothing but Micrometer and a {@link MeterRegistry}; where Spring Boot
 * does not bind meters to registries, it does so itself.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = DaemonAutoConfiguration.class,
		afterName = { "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
				"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration" })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({ Workers.class, MeterRegistry.class })
@ConditionalOnBooleanProperty(name = "daemon.metrics.enabled", matchIfMissing = true)
@EnableConfigurationProperties(MetricsProperties.class)
public final class WorkerMetersAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	WorkerMemory daemonWorkerMemory() {
		return new WorkerMemory();
	}

	@Bean
	@ConditionalOnMissingBean
	WorkerMeters daemonWorkerMeters(Workers workers, WorkerMemory memory) {
		return new WorkerMeters(workers, memory);
	}

	/**
	 * Only the registry that an application injects: Spring Boot's composite, if there is
	 * one, passes on what it gets.
	 */
	@Bean
	@ConditionalOnMissingBean
	CommandMeters daemonCommandMeters(ObjectProvider<Workers> workers, ObjectProvider<MeterRegistry> registries) {
		return new CommandMeters(workers::getObject, () -> {
			MeterRegistry registry = registries.getIfUnique();
			return (registry != null) ? List.of(registry) : registries.orderedStream().toList();
		});
	}

	@Bean
	@ConditionalOnMissingBean(
			type = "org.springframework.boot.micrometer.metrics.autoconfigure.MeterRegistryPostProcessor")
	SmartInitializingSingleton daemonMetersBinder(WorkerMeters meters, ObjectProvider<MeterRegistry> registries) {
		return () -> registries.orderedStream().forEach(meters::bindTo);
	}

}
