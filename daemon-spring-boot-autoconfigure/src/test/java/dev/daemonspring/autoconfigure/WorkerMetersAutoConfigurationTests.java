package dev.daemonspring.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.daemonspring.metrics.CommandMeters;
import dev.daemonspring.metrics.WorkerMeters;
import dev.daemonspring.supervisor.Workers;
import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerCommand;
import dev.daemonspring.worker.WorkerLoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link WorkerMetersAutoConfiguration}, with workers on threads.
 */
class WorkerMetersAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DaemonAutoConfiguration.class, WorkerMetersAutoConfiguration.class))
		.withPropertyValues("daemon.isolation=thread", "daemon.defaults.looptime=10ms", "daemon.shutdown.grace=100ms")
		.withUserConfiguration(Application.class);

	private final ApplicationContextRunner bootRunner = this.runner
		.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
				SimpleMetricsExportAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class));

	@Test
	void metersAreBoundBySpringBootOnce() {
		this.bootRunner.run((context) -> {
			assertThat(context).hasSingleBean(WorkerMeters.class).doesNotHaveBean("daemonMetersBinder");
			assertMeters(context);
		});
	}

	@Test
	void metersAreBoundWithoutSpringBootsMetrics() {
		this.runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withClassLoader(
					new FilteredClassLoader("org.springframework.boot.micrometer", "org.springframework.boot.actuate"))
			.run((context) -> {
				assertThat(context).hasSingleBean(WorkerMeters.class).hasBean("daemonMetersBinder");
				assertMeters(context);
			});
	}

	@Test
	void everyRegistryGetsThem() {
		this.runner.withBean("a", MeterRegistry.class, SimpleMeterRegistry::new)
			.withBean("b", MeterRegistry.class, SimpleMeterRegistry::new)
			.run((context) -> {
				await().untilAsserted(
						() -> assertThat(iterations(context.getBean("a", MeterRegistry.class))).isPositive());
				assertThat(iterations(context.getBean("b", MeterRegistry.class))).isPositive();
				context.getBean(Workers.class).send("copy", "greet");
				assertThat(context.getBean("a", MeterRegistry.class).get("daemon.worker.commands").timer().count())
					.isOne();
				assertThat(context.getBean("b", MeterRegistry.class).get("daemon.worker.commands").timer().count())
					.isOne();
			});
	}

	@Test
	void canBeDisabled() {
		this.bootRunner.withPropertyValues("daemon.metrics.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(WorkerMeters.class)
				.doesNotHaveBean(CommandMeters.class));
	}

	@Test
	void backsOffWithoutRegistry() {
		this.runner.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(WorkerMeters.class));
	}

	@Test
	void backsOffWithoutMicrometer() {
		this.bootRunner.withClassLoader(new FilteredClassLoader("io.micrometer.core"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(WorkerMeters.class));
	}

	@Test
	void backsOffWithoutDaemon() {
		this.bootRunner.withPropertyValues("daemon.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(WorkerMeters.class));
	}

	private static void assertMeters(ApplicationContext context) {
		MeterRegistry registry = context.getBean(MeterRegistry.class);
		Workers workers = context.getBean(Workers.class);
		await().untilAsserted(() -> assertThat(iterations(registry)).isGreaterThan(3));
		assertThat(registry.get("daemon.worker.iterations").functionTimer().totalTime(TimeUnit.NANOSECONDS))
			.isPositive();
		assertThat(registry.get("daemon.worker.state").tags("state", "looping").gauge().value()).isEqualTo(1);
		assertThat(registry.get("daemon.worker.state").gauges().stream().mapToDouble((gauge) -> gauge.value()).sum())
			.isEqualTo(1);
		assertThat(registry.get("daemon.worker.failures").functionCounter().count()).isZero();
		assertThat(registry.get("daemon.worker.last.exit.code").gauge().value()).isNaN();
		assertThat(registry.get("daemon.standby.ready").tags("depth", "context").gauge().value()).isZero();
		assertThat(registry.get("daemon.standby.ready").tags("depth", "beans").gauge().value()).isZero();
		assertThat(registry.get("daemon.worker.memory").tags("kind", "rss").gauge().value()).isNaN();
		workers.restart("copy");
		await().untilAsserted(() -> assertThat(
				registry.get("daemon.worker.restarts").tags("reason", "order").functionCounter().count())
			.isEqualTo(1));
		assertThat(registry.get("daemon.worker.last.exit.code").gauge().value()).isZero();
		await().untilAsserted(() -> assertThat(workers.send("copy", "greet")).isEqualTo("hello"));
		assertThat(
				registry.get("daemon.worker.commands").tags("command", "greet", "outcome", "SUCCESS").timer().count())
			.isPositive();
		workers.send("copy", "sleepInLoop", 2_000);
		await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(running(registry)).isGreaterThan(0.2));
		assertThat(names(registry)).containsExactlyInAnyOrder("daemon.worker.state", "daemon.worker.restarts",
				"daemon.worker.iterations", "daemon.worker.iteration.running", "daemon.worker.failures",
				"daemon.worker.commands", "daemon.worker.memory", "daemon.worker.last.exit.code",
				"daemon.standby.ready");
	}

	private static double iterations(MeterRegistry registry) {
		return registry.get("daemon.worker.iterations").tags("worker", "copy").functionTimer().count();
	}

	private static double running(MeterRegistry registry) {
		return registry.get("daemon.worker.iteration.running").timeGauge().value(TimeUnit.SECONDS);
	}

	private static List<String> names(MeterRegistry registry) {
		return registry.getMeters()
			.stream()
			.map((meter) -> meter.getId().getName())
			.filter((name) -> name.startsWith("daemon."))
			.distinct()
			.toList();
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		@Worker(forever = true)
		Copy copy() {
			return new Copy();
		}

	}

	static class Copy implements WorkerLoop {

		private long pause;

		@Override
		public void loop() throws InterruptedException {
			// A long iteration is what the test measures
			Thread.sleep(this.pause);
		}

		@WorkerCommand
		String greet() {
			return "hello";
		}

		@WorkerCommand
		void sleepInLoop(long millis) {
			this.pause = millis;
		}

	}

}
