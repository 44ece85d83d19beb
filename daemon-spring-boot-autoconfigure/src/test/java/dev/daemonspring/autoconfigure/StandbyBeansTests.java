package dev.daemonspring.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.push.PushMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.core.instrument.step.StepMeterRegistry;
import io.micrometer.core.instrument.step.StepRegistryConfig;
import io.micrometer.observation.ObservationPredicate;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MeterRegistryCustomizer;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.jvm.JvmMetricsAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.daemonspring.child.WorkObserver;
import dev.daemonspring.child.context.ReducedApplicationContext;
import dev.daemonspring.child.rehearsal.BeanPreparation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the beans that {@link WorkerStandbyAutoConfiguration} has a standby create.
 */
class StandbyBeansTests {

	private static final List<String> ran = new ArrayList<>();

	@Test
	void registriesAreCreatedWhereTheApplicationAddsNothing() {
		try (ReducedApplicationContext context = standby(Plain.class)) {
			assertThat(isCreated(context, PrometheusMeterRegistry.class)).isTrue();
			assertThat(isCreated(context, ObservationRegistry.class)).isTrue();
			assertThat(isCreated(context, WorkObserver.class)).isTrue();
			assertThat(context.getBean(MeterRegistry.class).find("jvm.memory.used").gauges()).isNotEmpty();
		}
	}

	@Test
	void registriesAreNotCreatedWhereABeanOfTheApplicationTakesPart() {
		for (Class<?> configuration : List.of(Binding.class, Filtering.class, Customizing.class)) {
			try (ReducedApplicationContext context = standby(configuration)) {
				assertThat(isCreated(context, MeterRegistry.class)).as(configuration.getName()).isFalse();
				assertThat(isCreated(context, ObservationRegistry.class)).as(configuration.getName()).isFalse();
				assertThat(ran).isEmpty();
				assertThat(context.getBean(MeterRegistry.class)).isNotNull();
				assertThat(ran).as(configuration.getName()).isNotEmpty();
			}
		}
	}

	@Test
	void creationThatIsRehearsedInsteadLeavesNothingBehind() {
		Set<MeterRegistry> global = Set.copyOf(Metrics.globalRegistry.getRegistries());
		try (ReducedApplicationContext context = standby(Filtering.class)) {
			assertThat(Metrics.globalRegistry.getRegistries()).isEqualTo(global);
			assertThat(isCreated(context, MeterRegistry.class)).isFalse();
			assertThat(ran).isEmpty();
		}
	}

	@Test
	void observationsAreLeftAloneWhereTheApplicationSaysWhatIsObserved() {
		try (ReducedApplicationContext context = standby(Predicating.class)) {
			assertThat(isCreated(context, PrometheusMeterRegistry.class)).isTrue();
			assertThat(isCreated(context, ObservationRegistry.class)).isFalse();
			assertThat(isCreated(context, WorkObserver.class)).isFalse();
			assertThat(ran).isEmpty();
		}
	}

	@Test
	void rehearsalOfTheObserverIsInNoRegistry() {
		try (ReducedApplicationContext context = standby(Plain.class)) {
			assertThat(context.getBean(MeterRegistry.class).getMeters())
				.noneMatch((meter) -> meter.getId().getName().startsWith("worker."));
		}
	}

	@Test
	void registryThatPushesIsNotCreated() {
		try (ReducedApplicationContext context = standby(Pushing.class)) {
			assertThat(isCreated(context, PushMeterRegistry.class)).isFalse();
			assertThat(isCreated(context, ObservationRegistry.class)).isFalse();
			assertThat(ran).isEmpty();
		}
	}

	private static boolean isCreated(ReducedApplicationContext context, Class<?> type) {
		DefaultListableBeanFactory beanFactory = (DefaultListableBeanFactory) context.getBeanFactory();
		return Arrays.stream(beanFactory.getBeanNamesForType(type, true, false))
			.anyMatch(beanFactory::containsSingleton);
	}

	private static ReducedApplicationContext standby(Class<?> configuration) {
		ReducedApplicationContext context = new ReducedApplicationContext();
		context.register(configuration);
		for (Class<?> autoConfiguration : AutoConfigurations.getClasses(
				AutoConfigurations.of(MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class,
						PrometheusMetricsExportAutoConfiguration.class, JvmMetricsAutoConfiguration.class,
						ObservationAutoConfiguration.class, WorkerObservationAutoConfiguration.class))) {
			context.registerBean(autoConfiguration.getName(), autoConfiguration);
		}
		context.register(WorkerStandbyAutoConfiguration.PrometheusConfiguration.class,
				WorkerStandbyAutoConfiguration.ObservationConfiguration.class);
		context.refresh();
		ran.clear();
		BeanPreparation preparation = new BeanPreparation((DefaultListableBeanFactory) context.getBeanFactory(),
				() -> false);
		preparation.createStandbyBeans(context);
		return context;
	}

	@Configuration(proxyBeanMethods = false)
	static class Plain {

	}

	@Configuration(proxyBeanMethods = false)
	static class Binding {

		@Bean
		MeterBinder binder() {
			ran.add("binder");
			return (registry) -> registry.counter("mine");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Filtering {

		@Bean
		static MeterFilter filter() {
			ran.add("filter");
			return MeterFilter.accept();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Customizing {

		@Bean
		MeterRegistryCustomizer<MeterRegistry> customizer() {
			ran.add("customizer");
			return (registry) -> registry.config().commonTags("mine", "yes");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Predicating {

		@Bean
		ObservationPredicate predicate() {
			ran.add("predicate");
			return (name, context) -> true;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Pushing {

		@Bean
		StepMeterRegistry pushing() {
			ran.add("pushing");
			return new SilentRegistry();
		}

		@Bean
		SimpleMeterRegistry simple() {
			ran.add("simple");
			return new SimpleMeterRegistry();
		}

	}

	private static final class SilentRegistry extends StepMeterRegistry {

		private static final StepRegistryConfig CONFIG = new StepRegistryConfig() {

			@Override
			public String prefix() {
				return "silent";
			}

			@Override
			public Duration step() {
				return Duration.ofHours(1);
			}

			@Override
			public @Nullable String get(String key) {
				return null;
			}

		};

		SilentRegistry() {
			super(CONFIG, Clock.SYSTEM);
		}

		@Override
		protected void publish() {
		}

		@Override
		protected TimeUnit getBaseTimeUnit() {
			return TimeUnit.SECONDS;
		}

	}

}
