package dev.daemonspring.autoconfigure;

import java.util.Arrays;

import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jmx.JmxEndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.jmx.JmxAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.daemonspring.actuate.WorkersEndpoint;
import dev.daemonspring.actuate.WorkersEndpointJmxExtension;
import dev.daemonspring.actuate.WorkersEndpointWebExtension;
import dev.daemonspring.health.FixedWorkers;
import dev.daemonspring.supervisor.Workers;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WorkersEndpointAutoConfiguration}.
 */
class WorkersEndpointAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(EndpointAutoConfiguration.class, WorkersEndpointAutoConfiguration.class));

	private final ApplicationContextRunner daemonRunner = this.contextRunner.withBean(Workers.class,
			() -> new FixedWorkers().with("ping", WorkerState.LOOPING));

	@Test
	void isConfiguredWhereItIsExposed() {
		this.daemonRunner.withPropertyValues("management.endpoints.web.exposure.include=workers")
			.run((context) -> assertThat(context).hasSingleBean(WorkersEndpoint.class)
				.hasSingleBean(WorkersEndpointWebExtension.class)
				.doesNotHaveBean(WorkersEndpointJmxExtension.class));
	}

	@Test
	void backsOffWhereItIsNotExposed() {
		this.daemonRunner.run((context) -> assertThat(context).doesNotHaveBean(WorkersEndpoint.class));
	}

	@Test
	void canBeDisabled() {
		this.daemonRunner
			.withPropertyValues("management.endpoints.web.exposure.include=*",
					"management.endpoint.workers.access=NONE")
			.run((context) -> assertThat(context).doesNotHaveBean(WorkersEndpoint.class));
	}

	@Test
	void backsOffWithoutWorkers() {
		this.contextRunner.withPropertyValues("management.endpoints.web.exposure.include=*")
			.run((context) -> assertThat(context).doesNotHaveBean(WorkersEndpoint.class));
	}

	@Test
	void backsOffOnUsersOwnEndpoint() {
		WorkersEndpoint own = new WorkersEndpoint(new FixedWorkers());
		this.daemonRunner.withPropertyValues("management.endpoints.web.exposure.include=*")
			.withBean(WorkersEndpoint.class, () -> own)
			.run((context) -> assertThat(context.getBean(WorkersEndpoint.class)).isSameAs(own));
	}

	@Test
	void backsOffWithoutActuatorOnClassPath() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(WorkersEndpointAutoConfiguration.class))
			.withBean(Workers.class, FixedWorkers::new)
			.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate.endpoint"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("workersEndpoint"));
	}

	@Test
	void operationsAreThereOverJmx() {
		this.daemonRunner
			.withConfiguration(AutoConfigurations.of(JmxAutoConfiguration.class, JmxEndpointAutoConfiguration.class))
			.withPropertyValues("spring.jmx.enabled=true", "management.endpoints.jmx.exposure.include=workers",
					"management.endpoint.workers.access=UNRESTRICTED", "spring.jmx.unique-names=true")
			.run((context) -> {
				MBeanServer server = context.getBean(MBeanServer.class);
				ObjectName name = server
					.queryNames(new ObjectName("org.springframework.boot:type=Endpoint,name=Workers,*"), null)
					.iterator()
					.next();
				assertThat(Arrays.stream(server.getMBeanInfo(name).getOperations()).map(MBeanOperationInfo::getName))
					.containsExactlyInAnyOrder("workers", "worker", "perform", "threadDump");
				Object all = server.invoke(name, "workers", new Object[0], new String[0]);
				assertThat(all.toString()).contains("name=ping").contains("state=LOOPING");
			});
	}

}
