package dev.daemonspring.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.micrometer.metrics.autoconfigure.MeterRegistryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.daemonspring.child.MeterSource;
import dev.daemonspring.child.ProcessLabel;
import dev.daemonspring.metrics.LateMeterBinders;
import dev.daemonspring.metrics.RegistryMeterSource;
import dev.daemonspring.metrics.WorkerTag;
import dev.daemonspring.worker.ConditionalOnWorkerProcess;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the meters of a worker process,
 * in that process.
 *
 * @since 0.1.0
 */
@AutoConfiguration(afterName = { "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
		"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration" })
@ConditionalOnWorkerProcess
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
@ConditionalOnBooleanProperty(name = "daemon.metrics.enabled", matchIfMissing = true)
public final class WorkerProcessMetersAutoConfiguration {

	@Bean
	static LateMeterBinders daemonLateMeterBinders() {
		return new LateMeterBinders();
	}

	@Bean
	@ConditionalOnMissingBean
	MeterSource daemonMeterSource(ObjectProvider<MeterRegistry> registries, LateMeterBinders binders) {
		return new RegistryMeterSource(() -> registries.orderedStream().toList(), () -> binders.bind(registries));
	}

	/**
	 * Configuration for registries that push.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterRegistryCustomizer.class)
	static class PushConfiguration {

		@Bean
		MeterRegistryCustomizer<MeterRegistry> daemonWorkerTag(ObjectProvider<ProcessLabel> label) {
			return (registry) -> label.ifAvailable((present) -> WorkerTag.addTo(registry, present::get));
		}

	}

}
