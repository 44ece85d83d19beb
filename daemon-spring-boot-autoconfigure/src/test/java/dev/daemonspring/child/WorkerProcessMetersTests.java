package dev.daemonspring.child;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.core.instrument.step.StepMeterRegistry;
import io.micrometer.core.instrument.step.StepRegistryConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.metrics.DataSourcePoolMetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.jvm.JvmMetricsAutoConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.daemonspring.autoconfigure.WorkerProcessMetersAutoConfiguration;
import dev.daemonspring.child.context.ReducedApplicationContext;
import dev.daemonspring.protocol.Assignment;
import dev.daemonspring.protocol.ContextSettings;
import dev.daemonspring.region.MeterDescription;
import dev.daemonspring.region.WorkerSlot;
import dev.daemonspring.worker.WorkerContext;
import dev.daemonspring.worker.WorkerLoop;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the meters of an application in the context of a worker process.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class WorkerProcessMetersTests {

	private final ReducedApplicationContext context = new ReducedApplicationContext();

	private final WorkerBeans beans = new WorkerBeans(this.context);

	@TempDir
	Path temp;

	private SlotFixture slots;

	private WorkerSlot slot;

	@BeforeEach
	void open() {
		this.slots = new SlotFixture(this.temp);
		this.slot = this.slots.worker(0);
		TestPropertyValues.of("daemon.process-role=worker").applyTo(this.context);
	}

	@AfterEach
	void close() {
		this.beans.close();
		this.slot.close();
		this.slots.close();
	}

	@Test
	void whatIsPushedHasTheWorkerAsCommonTag() {
		refresh(Application.class);
		assertThat(exists("push")).isFalse();
		run("handyman", null);
		PushRegistry push = this.context.getBean(PushRegistry.class);
		assertThat(push.get("orders").counter().getId().getTag("worker")).isEqualTo("handyman");
		assertThat(push.getMeters()).hasSizeGreaterThan(10)
			.allSatisfy((meter) -> assertThat(meter.getId().getTag("worker")).isEqualTo("handyman"));
	}

	@Test
	void whatIsPushedHasTheNameOfTheProcessThatWorkersShare() {
		refresh(Application.class);
		run("handyman", "files");
		PushRegistry push = this.context.getBean(PushRegistry.class);
		assertThat(push.get("orders").counter().getId().getTag("worker")).isEqualTo("files");
	}

	@Test
	void processThatPushesIsAnInstanceOfItsOwn() {
		TestPropertyValues.of("management.opentelemetry.resource-attributes.service.instance.id=shop-1")
			.applyTo(this.context);
		refresh(Application.class);
		run("handyman", null);
		assertThat(this.context.getEnvironment()
			.getProperty("management.opentelemetry.resource-attributes.service.instance.id"))
			.isEqualTo("shop-1-handyman");
	}

	@Test
	void whatIsFetchedLeavesTheTagToTheDaemon() {
		refresh(Application.class);
		run("handyman", null);
		assertThat(this.context.getBean(SimpleMeterRegistry.class).get("orders").counter().count()).isOne();
		assertThat(told()).extracting(MeterDescription::name).contains("orders", "jvm.memory.used");
		assertThat(told()).allSatisfy((meter) -> assertThat(meter.tags()).doesNotContain("worker"));
	}

	@Test
	void poolThatTheWorkerUsesIsMeasured() {
		refresh(Databases.class);
		run("reader", null);
		assertThat(told()).filteredOn((meter) -> meter.name().equals("hikaricp.connections"))
			.singleElement()
			.satisfies((meter) -> assertThat(meter.tags()).containsExactly("pool", "orders"));
	}

	@Test
	void poolThatTheWorkerDoesNotUseIsNotMade() {
		refresh(Databases.class);
		run("handyman", null);
		assertThat(told()).extracting(MeterDescription::name)
			.contains("orders")
			.noneMatch((name) -> name.startsWith("hikaricp.") || name.startsWith("jdbc."));
		assertThat(exists("dataSource")).isFalse();
	}

	@Test
	void poolThatHasNotConnectedYetIsMeasuredOnceItHas() {
		refresh(Databases.class);
		run("handyman", null);
		HikariDataSource pool = this.context.getBean(HikariDataSource.class);
		assertThat(told()).extracting(MeterDescription::name).noneMatch((name) -> name.startsWith("hikaricp."));
		assertThat(pool.isRunning()).isFalse();
		connect(pool);
		assertThat(told()).extracting(MeterDescription::name).contains("hikaricp.connections.active");
	}

	@Test
	void poolIsMeasuredOnceAllDataSourcesExist() {
		refresh(TwoDatabases.class);
		run("reader", null);
		assertThat(told()).extracting(MeterDescription::name).noneMatch((name) -> name.startsWith("hikaricp."));
		assertThat(exists("archive")).isFalse();
		this.context.getBean("archive");
		assertThat(told()).extracting(MeterDescription::name).contains("hikaricp.connections");
	}

	private void refresh(Class<?> application) {
		this.context.register(application);
		this.beans.refresh();
	}

	private void run(String worker, @Nullable String process) {
		this.slot.begin(1, 1);
		Assignment assignment = new Assignment(worker, 0, 1, worker, Duration.ZERO, 0, process, Duration.ofSeconds(5),
				true, ContextSettings.DEFAULT);
		assertThat(this.beans.run(assignment, new WorkerRunner(assignment, this.slot))).isEqualTo(WorkerEnding.STOPPED);
	}

	private List<MeterDescription> told() {
		return Objects.requireNonNull(this.beans.meters()).read(5000).meters();
	}

	private boolean exists(String bean) {
		return this.context.getBeanFactory().containsSingleton(bean);
	}

	private static void connect(DataSource dataSource) {
		try (Connection connection = dataSource.getConnection()) {
			assertThat(connection.isValid(5)).isTrue();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static HikariDataSource pool(String name) {
		HikariDataSource pool = new HikariDataSource();
		pool.setPoolName(name);
		pool.setJdbcUrl("jdbc:h2:mem:" + name);
		return pool;
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class,
			JvmMetricsAutoConfiguration.class, DataSourcePoolMetricsAutoConfiguration.class,
			WorkerProcessMetersAutoConfiguration.class })
	static class Application {

		@Bean
		PushRegistry push() {
			return new PushRegistry();
		}

		@Bean
		SimpleMeterRegistry simple() {
			return new SimpleMeterRegistry();
		}

		@Bean
		WorkerLoop handyman(MeterRegistry meters, WorkerContext context) {
			return () -> {
				meters.counter("orders").increment();
				context.stop();
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Databases extends Application {

		@Bean
		HikariDataSource dataSource() {
			return pool("orders");
		}

		@Bean
		WorkerLoop reader(@Qualifier("dataSource") DataSource dataSource, MeterRegistry meters, WorkerContext context) {
			return () -> {
				connect(dataSource);
				context.stop();
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoDatabases extends Databases {

		@Bean
		HikariDataSource archive() {
			return pool("archive");
		}

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

}
