package dev.daemonspring.autoconfigure;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.daemonspring.health.FixedWorkers;
import dev.daemonspring.health.WorkersHealthContributor;
import dev.daemonspring.supervisor.DaemonSettings.Isolation;
import dev.daemonspring.supervisor.OnWorkerExit;
import dev.daemonspring.supervisor.RunMode;
import dev.daemonspring.supervisor.Workers;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;

class WorkerHealthAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(WorkerHealthAutoConfiguration.class, HealthContributorAutoConfiguration.class,
						HealthContributorRegistryAutoConfiguration.class, HealthEndpointAutoConfiguration.class))
		.withPropertyValues("management.endpoints.web.exposure.include=health");

	private final ApplicationContextRunner daemonRunner = this.contextRunner.withBean(Workers.class,
			() -> new FixedWorkers().with("ping", WorkerState.LOOPING).with("pong.v2", WorkerState.STALLED));

	@Test
	void isConfigured() {
		this.daemonRunner.run((context) -> assertThat(context).hasSingleBean(WorkersHealthContributor.class)
			.hasBean("workersHealthContributor"));
	}

	@Test
	void endpointKnowsEachWorkerByItsName() {
		this.daemonRunner.run((context) -> {
			HealthEndpoint endpoint = context.getBean(HealthEndpoint.class);
			assertThat(endpoint.healthForPath("workers", "ping")).isNotNull()
				.satisfies((health) -> assertThat(health.getStatus()).isEqualTo(Status.UP));
			assertThat(endpoint.healthForPath("workers", "pong.v2")).isNotNull()
				.satisfies((health) -> assertThat(health.getStatus()).isEqualTo(Status.DOWN));
			assertThat(endpoint.healthForPath("workers")).isNotNull()
				.satisfies((health) -> assertThat(health.getStatus()).isEqualTo(Status.DOWN));
			assertThat(endpoint.healthForPath("workers", "nobody")).isNull();
		});
	}

	@Test
	void documentedGroupLeavesTheWorkersOut() {
		String[] recipe = DocumentedProperties.of("docs/deployment.md")
			.entrySet()
			.stream()
			.map((entry) -> entry.getKey() + "=" + entry.getValue())
			.filter((property) -> property.startsWith("management."))
			.toArray(String[]::new);
		assertThat(recipe).hasSize(2);
		HealthIndicator up = () -> Health.up().build();
		this.daemonRunner.withPropertyValues(recipe)
			.withBean("other", HealthIndicator.class, () -> up)
			.run((context) -> {
				HealthEndpoint endpoint = context.getBean(HealthEndpoint.class);
				assertThat(endpoint.health().getStatus()).isEqualTo(Status.DOWN);
				assertThat(endpoint.healthForPath("application")).isNotNull()
					.satisfies((health) -> assertThat(health.getStatus()).isEqualTo(Status.UP));
			});
	}

	@Test
	void workersThatAreNotRunDoNotTakeTheApplicationDown() {
		this.daemonRunner.withBean(RunMode.class, () -> new RunMode(Isolation.NONE, OnWorkerExit.IGNORE, true))
			.run((context) -> {
				HealthEndpoint endpoint = context.getBean(HealthEndpoint.class);
				assertThat(endpoint.healthForPath("workers", "pong.v2")).isNotNull()
					.satisfies((health) -> assertThat(health.getStatus()).isEqualTo(Status.UNKNOWN));
			});
	}

	@Test
	void canBeDisabled() {
		this.daemonRunner.withPropertyValues("management.health.workers.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(WorkersHealthContributor.class));
	}

	@Test
	void backsOffWithoutWorkers() {
		this.contextRunner.run((context) -> assertThat(context).doesNotHaveBean(WorkersHealthContributor.class));
	}

	@Test
	void backsOffOnUsersOwnContributor() {
		HealthIndicator own = () -> null;
		this.daemonRunner
			.withBean("workersHealthContributor", CompositeHealthContributor.class,
					() -> CompositeHealthContributor.fromMap(Map.of("own", own)))
			.run((context) -> assertThat(context).doesNotHaveBean(WorkersHealthContributor.class)
				.hasBean("workersHealthContributor"));
	}

	@Test
	void backsOffWithoutHealthOnClassPath() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(WorkerHealthAutoConfiguration.class))
			.withBean(Workers.class, FixedWorkers::new)
			.withClassLoader(new FilteredClassLoader("org.springframework.boot.health.contributor"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("workersHealthContributor"));
	}

}
