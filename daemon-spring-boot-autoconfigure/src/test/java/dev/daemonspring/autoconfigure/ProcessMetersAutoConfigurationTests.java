package dev.daemonspring.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.core.instrument.step.StepMeterRegistry;
import io.micrometer.core.instrument.step.StepRegistryConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.daemonspring.child.MeterSource;
import dev.daemonspring.child.ProcessLabel;
import dev.daemonspring.metrics.DroppedSeries;
import dev.daemonspring.metrics.MeterScrape;
import dev.daemonspring.metrics.ScrapeMeters;
import dev.daemonspring.metrics.TestMetricsSource;
import dev.daemonspring.region.MetricsLayout;
import dev.daemonspring.supervisor.ProcessMetrics;
import dev.daemonspring.supervisor.Workers;
import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerLoop;

import static org.assertj.core.api.Assertions.assertThat;

class ProcessMetersAutoConfigurationTests {

	@TempDir
	private Path directory;

	private final ApplicationContextRunner bare = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DaemonAutoConfiguration.class, ProcessMetersAutoConfiguration.class,
				WorkerProcessMetersAutoConfiguration.class))
		.withPropertyValues("daemon.isolation=none")
		.withBean(Idle.class);

	private final ApplicationContextRunner contextRunner = this.bare.withConfiguration(
			AutoConfigurations.of(MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class,
					SimpleMetricsExportAutoConfiguration.class, PrometheusMetricsExportAutoConfiguration.class));

	@Test
	void isConfigured() {
		this.contextRunner.run((context) -> {
			assertThat(context).hasNotFailed()
				.hasSingleBean(MeterScrape.class)
				.hasSingleBean(ProcessMetrics.class)
				.doesNotHaveBean(MeterSource.class);
			assertThat(context.getBean(MetricsProperties.class).toLayout())
				.isEqualTo(new MetricsLayout(1024 * 1024, 5000));
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(registry.get("daemon.worker.metrics.dropped").tag("worker", "idle").functionCounter().count())
				.isZero();
			assertThat(registry.find("daemon.worker.metrics.age").tag("worker", "idle").timeGauge()).isNotNull();
			assertThat(context.getBean(PrometheusMeterRegistry.class).scrape()).contains("daemon_worker_metrics_age");
		});
	}

	@Test
	void canBeDisabled() {
		this.contextRunner.withPropertyValues("daemon.metrics.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(MeterScrape.class)
				.doesNotHaveBean(ProcessMetrics.class)
				.hasSingleBean(Workers.class));
	}

	@Test
	void backsOffWithoutRegistry() {
		this.bare.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(MeterScrape.class));
	}

	@Test
	void backsOffWithoutMicrometer() {
		this.bare.withClassLoader(new FilteredClassLoader("io.micrometer", "io.prometheus"))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean("daemonMeterScrape")
				.hasSingleBean(Workers.class));
	}

	@Test
	void worksWithoutPrometheus() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("io.micrometer.prometheusmetrics", "io.prometheus"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(MeterScrape.class)
				.doesNotHaveBean("daemonPrometheusCollector")
				.hasSingleBean(SimpleMeterRegistry.class));
	}

	@Test
	void worksWithoutActuatorAndSpringBootsMetrics() {
		this.bare
			.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate",
					"org.springframework.boot.micrometer.metrics"))
			.withBean(SimpleMeterRegistry.class)
			.run((context) -> {
				assertThat(context).hasNotFailed().hasSingleBean(MeterScrape.class).hasSingleBean(ScrapeMeters.class);
				assertThat(context.getBean(MeterRegistry.class).find("daemon.worker.metrics.age").timeGauge())
					.isNotNull();
			});
	}

	@Test
	void metersOfWorkersOnThreadsAreNotDoubled() {
		this.contextRunner.withPropertyValues("daemon.isolation=thread").withBean(Counting.class).run((context) -> {
			PrometheusMeterRegistry registry = context.getBean(PrometheusMeterRegistry.class);
			Awaitility.await().until(() -> registry.scrape().contains("counting_loops_total"));
			assertThat(registry.scrape().lines().filter((line) -> line.startsWith("counting_loops_total")))
				.singleElement()
				.satisfies((line) -> assertThat(line).doesNotContain("worker="));
		});
	}

	@Test
	void metersOfWorkersAreFetchedFromTheDaemonAndNotPushedByIt() {
		SimpleMeterRegistry worker = new SimpleMeterRegistry();
		worker.counter("orders").increment(3);
		TestMetricsSource source = new TestMetricsSource(this.directory, "idle", worker);
		source.tell();
		this.contextRunner.withBean(SimpleMeterRegistry.class)
			.withBean(PushRegistry.class)
			.withBean(MeterScrape.class, () -> scrape(source))
			.run((context) -> {
				SimpleMeterRegistry simple = context.getBean(SimpleMeterRegistry.class);
				Awaitility.await().until(() -> simple.find("orders").tag("worker", "idle").meter() != null);
				assertThat(context.getBean(PrometheusMeterRegistry.class).scrape())
					.contains("orders_total{worker=\"idle\"} 3.0");
				List<Meter> pushed = context.getBean(PushRegistry.class).getMeters();
				assertThat(pushed).extracting((meter) -> meter.getId().getName())
					.contains("daemon.worker.metrics.age")
					.doesNotContain("orders");
			});
	}

	@Test
	void ageIsThatOfTheValuesInTheSameScrapeForWhichTheWorkerIsAskedOnce() {
		TestMetricsSource source = new TestMetricsSource(this.directory, "idle", new SimpleMeterRegistry());
		this.contextRunner.withBean(MeterScrape.class, () -> scrape(source)).run((context) -> {
			String text = context.getBean(PrometheusMeterRegistry.class).scrape();
			assertThat(text.lines()).filteredOn((line) -> line.startsWith("daemon_worker_metrics_age_seconds{"))
				.singleElement()
				.satisfies((line) -> assertThat(line).doesNotEndWith("NaN"));
			assertThat(source.asked()).isEqualTo(1);
		});
	}

	private static MeterScrape scrape(TestMetricsSource source) {
		return new MeterScrape(() -> List.of(source), Duration.ofMillis(500), 5000, new DroppedSeries(),
				java.time.Clock.systemUTC());
	}

	@Test
	void badValuesAreRefusedWithLimitAndRemedy() {
		this.contextRunner.withPropertyValues("daemon.metrics.max-size=1KB")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("daemon.metrics.max-size")
				.hasMessageContaining("64KB"));
		this.contextRunner.withPropertyValues("daemon.metrics.max-series=0")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("daemon.metrics.max-series"));
		this.contextRunner.withPropertyValues("daemon.metrics.timeout=0")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("daemon.metrics.timeout"));
	}

	@Test
	void workerProcessReadsItsRegistryAndTheDaemonsPartIsNotThere() {
		this.contextRunner.withPropertyValues("daemon.process-role=worker")
			.withBean(ProcessLabel.class, ProcessLabel::new)
			.run((context) -> {
				assertThat(context).hasNotFailed().doesNotHaveBean(MeterScrape.class).hasSingleBean(MeterSource.class);
				context.getBean(MeterRegistry.class).counter("orders");
				assertThat(context.getBean(MeterSource.class).read(100).meters()).extracting("name").contains("orders");
			});
	}

	@Test
	void workerProcessOfMicrometerOnlyApplicationReadsItsRegistry() {
		this.bare.withPropertyValues("daemon.process-role=worker")
			.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate",
					"org.springframework.boot.micrometer.metrics", "io.prometheus", "io.micrometer.prometheusmetrics"))
			.withBean(SimpleMeterRegistry.class)
			.run((context) -> {
				context.getBean(MeterRegistry.class).counter("orders");
				assertThat(context.getBean(MeterSource.class).read(100).meters()).extracting("name").contains("orders");
			});
	}

	static class PushRegistry extends StepMeterRegistry {

		PushRegistry() {
			super(new StepRegistryConfig() {

				@Override
				public String prefix() {
					return "push";
				}

				@Override
				public @Nullable String get(String key) {
					return null;
				}

			}, Clock.SYSTEM);
		}

		@Override
		protected void publish() {
		}

		@Override
		protected TimeUnit getBaseTimeUnit() {
			return TimeUnit.SECONDS;
		}

	}

	@Worker(name = "counting")
	static class Counting implements WorkerLoop {

		private final MeterRegistry registry;

		Counting(MeterRegistry registry) {
			this.registry = registry;
		}

		@Override
		public void loop() {
			this.registry.counter("counting.loops").increment();
		}

	}

	@Worker(name = "idle")
	static class Idle implements WorkerLoop {

		@Override
		public void loop() {
		}

	}

}
