package dev.daemonspring.autoconfigure;

import java.time.Clock;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
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
import org.springframework.context.annotation.Configuration;

import dev.daemonspring.metrics.DroppedSeries;
import dev.daemonspring.metrics.MeterScrape;
import dev.daemonspring.metrics.ProcessMetersUpdate;
import dev.daemonspring.metrics.RegisteredMeters;
import dev.daemonspring.metrics.ScrapeMeters;
import dev.daemonspring.metrics.prometheus.ProcessMetersCollector;
import dev.daemonspring.supervisor.ProcessMetrics;
import dev.daemonspring.supervisor.SupervisedWorkers;
import dev.daemonspring.worker.ConditionalOnDaemon;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the worker processes' own meters
 * in the registries of the daemon. It needs nothing but Micrometer and a
 * {@link MeterRegistry}.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = DaemonAutoConfiguration.class,
		afterName = { "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
				"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration" })
@ConditionalOnDaemon
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({ SupervisedWorkers.class, MeterRegistry.class })
@ConditionalOnBooleanProperty(name = "daemon.metrics.enabled", matchIfMissing = true)
@EnableConfigurationProperties(MetricsProperties.class)
public final class ProcessMetersAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ProcessMetrics daemonProcessMetrics(MetricsProperties properties) {
		return new ProcessMetrics(properties.toLayout());
	}

	@Bean
	@ConditionalOnMissingBean
	DroppedSeries daemonDroppedSeries() {
		return new DroppedSeries();
	}

	@Bean
	@ConditionalOnMissingBean
	MeterScrape daemonMeterScrape(ProcessMetrics metrics, MetricsProperties properties, DroppedSeries dropped) {
		return new MeterScrape(metrics::sources, properties.getTimeout(), properties.getMaxSeries(), dropped,
				Clock.systemUTC());
	}

	@Bean
	@ConditionalOnMissingBean
	ProcessMetersUpdate daemonProcessMeters(MeterScrape scrape, DroppedSeries dropped,
			ObjectProvider<MeterRegistry> registries) {
		return new ProcessMetersUpdate(scrape,
				new RegisteredMeters(() -> registries.orderedStream().toList(), () -> scrape, dropped));
	}

	@Bean
	@ConditionalOnMissingBean
	ScrapeMeters daemonScrapeMeters(SupervisedWorkers workers, MeterScrape scrape, DroppedSeries dropped) {
		return new ScrapeMeters(workers::instances, scrape, dropped);
	}

	@Bean
	@ConditionalOnMissingBean(
			type = "org.springframework.boot.micrometer.metrics.autoconfigure.MeterRegistryPostProcessor")
	SmartInitializingSingleton daemonScrapeMetersBinder(ScrapeMeters meters, ObjectProvider<MeterRegistry> registries) {
		return () -> registries.orderedStream().forEach(meters::bindTo);
	}

	/**
	 * Configuration for an application that Prometheus scrapes.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ PrometheusMeterRegistry.class, PrometheusRegistry.class })
	static class PrometheusConfiguration {

		@Bean
		SmartInitializingSingleton daemonPrometheusCollector(ObjectProvider<PrometheusMeterRegistry> registries,
				MeterScrape scrape, DroppedSeries dropped) {
			return () -> registries.ifUnique((registry) -> {
				PrometheusRegistry target = registry.getPrometheusRegistry();
				target.register(new ProcessMetersCollector(target, registry.config().namingConvention(), scrape::recent,
						dropped));
			});
		}

	}

}
