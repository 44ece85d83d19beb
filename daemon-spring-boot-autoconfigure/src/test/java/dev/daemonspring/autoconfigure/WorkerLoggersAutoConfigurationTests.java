package dev.daemonspring.autoconfigure;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.logging.LoggersEndpointAutoConfiguration;
import org.springframework.boot.actuate.endpoint.web.WebEndpointsSupplier;
import org.springframework.boot.actuate.logging.LoggersEndpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggerGroups;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import dev.daemonspring.actuate.ForwardingLoggersEndpoint;
import dev.daemonspring.supervisor.WorkerLogLevels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;

/**
 * Tests for {@link WorkerLoggersAutoConfiguration}.
 */
class WorkerLoggersAutoConfigurationTests {

	private final LoggingSystem system = mock(LoggingSystem.class);

	private final WorkerLogLevels workers = mock(WorkerLogLevels.class);

	private final WebApplicationContextRunner bootRunner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(EndpointAutoConfiguration.class, WebEndpointAutoConfiguration.class,
				LoggersEndpointAutoConfiguration.class, WorkerLoggersAutoConfiguration.class))
		.withBean(LoggingSystem.class, () -> this.system)
		.withPropertyValues("management.endpoints.web.exposure.include=loggers");

	private final WebApplicationContextRunner daemonRunner = this.bootRunner.withBean(WorkerLogLevels.class,
			() -> this.workers);

	@Test
	void changesReachTheDaemonAndItsWorkerProcesses() {
		this.daemonRunner.run((context) -> {
			LoggersEndpoint endpoint = context.getBean(LoggersEndpoint.class);
			endpoint.configureLogLevel("org.example", LogLevel.DEBUG);
			endpoint.configureLogLevel("org.example", null);
			verify(this.system).setLogLevel("org.example", LogLevel.DEBUG);
			verify(this.system).setLogLevel("org.example", null);
			verify(this.workers).setLogLevel("org.example", "DEBUG");
			verify(this.workers).setLogLevel("org.example", null);
		});
	}

	@Test
	void levelOfAGroupIsThatOfItsMembers() {
		this.daemonRunner
			.withBean(LoggerGroups.class, () -> new LoggerGroups(Map.of("shop", List.of("org.a", "org.b"))))
			.run((context) -> {
				context.getBean(LoggersEndpoint.class).configureLogLevel("shop", LogLevel.TRACE);
				verify(this.workers).setLogLevel("org.a", "TRACE");
				verify(this.workers).setLogLevel("org.b", "TRACE");
				verifyNoMoreInteractions(this.workers);
			});
	}

	@Test
	void endpointHasTheOperationsOfActuatorsOwn() {
		this.bootRunner.run((own) -> this.daemonRunner.run((ours) -> {
			assertThat(ours).hasSingleBean(LoggersEndpoint.class).hasSingleBean(ForwardingLoggersEndpoint.class);
			assertThat(operations(ours.getBean(WebEndpointsSupplier.class)))
				.isEqualTo(operations(own.getBean(WebEndpointsSupplier.class)))
				.hasSize(3);
		}));
	}

	@Test
	void backsOffWithoutDaemonAndWhereTheEndpointIsNotExposed() {
		this.bootRunner.run((context) -> assertThat(context).hasSingleBean(LoggersEndpoint.class)
			.doesNotHaveBean(ForwardingLoggersEndpoint.class));
		this.daemonRunner.withPropertyValues("management.endpoints.web.exposure.include=health")
			.run((context) -> assertThat(context).doesNotHaveBean(LoggersEndpoint.class));
	}

	@Test
	void backsOffOnUsersOwnEndpoint() {
		this.daemonRunner.withBean(LoggersEndpoint.class, () -> new LoggersEndpoint(this.system, new LoggerGroups()))
			.run((context) -> assertThat(context).doesNotHaveBean(ForwardingLoggersEndpoint.class));
	}

	@Test
	void backsOffWithoutActuatorOnClassPath() {
		new WebApplicationContextRunner().withConfiguration(AutoConfigurations.of(WorkerLoggersAutoConfiguration.class))
			.withBean(WorkerLogLevels.class, () -> this.workers)
			.withClassLoader(new FilteredClassLoader(LoggersEndpoint.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("loggersEndpoint"));
	}

	private static List<String> operations(WebEndpointsSupplier supplier) {
		return supplier.getEndpoints()
			.stream()
			.flatMap((endpoint) -> endpoint.getOperations().stream())
			.map((operation) -> operation.getRequestPredicate().toString())
			.sorted()
			.toList();
	}

}
