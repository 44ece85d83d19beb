package dev.daemonspring.autoconfigure;

import java.util.Optional;

import io.fabric8.kubernetes.client.KubernetesClient;
import net.javacrumbs.shedlock.core.ExtensibleLockProvider;
import net.javacrumbs.shedlock.core.LockProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.Mockito;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.daemonspring.supervisor.LeaseSource;
import dev.daemonspring.supervisor.Workers;
import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerLoop;
import dev.daemonspring.worker.WorkerRegistration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClusterAutoConfiguration}. No process is started.
 */
class ClusterAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ClusterAutoConfiguration.class, DaemonAutoConfiguration.class))
		.withBean("lifecycleProcessor", WorkerConfigurationTests.NoLifecycle.class)
		.withPropertyValues("daemon.isolation=process");

	@Test
	void leasesWhenThereIsAProviderComeFromIt() {
		this.runner.withUserConfiguration(Clustered.class)
			.withBean(LockProvider.class, ClusterAutoConfigurationTests::provider)
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(LeaseSource.class));
	}

	@Test
	void leasesWhenThereIsAKubernetesClientComeFromIt() {
		this.runner.withUserConfiguration(Clustered.class)
			.withBean(KubernetesClient.class, () -> Mockito.mock(KubernetesClient.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.getBeanNames(LeaseSource.class)
				.containsExactly("kubernetesLeaseSource"));
	}

	@Test
	void leasesWhenThereAreBothComeFromTheProviderUnlessConfiguredOtherwise() {
		ApplicationContextRunner both = this.runner.withUserConfiguration(Clustered.class)
			.withBean(KubernetesClient.class, () -> Mockito.mock(KubernetesClient.class))
			.withBean(LockProvider.class, ClusterAutoConfigurationTests::provider);
		both.run((context) -> assertThat(context).getBeanNames(LeaseSource.class)
			.containsExactly("shedLockLeaseSource"));
		both.withPropertyValues("daemon.cluster.store=kubernetes")
			.run((context) -> assertThat(context).getBeanNames(LeaseSource.class)
				.containsExactly("kubernetesLeaseSource"));
		both.withPropertyValues("daemon.cluster.store=shedlock")
			.run((context) -> assertThat(context).getBeanNames(LeaseSource.class)
				.containsExactly("shedLockLeaseSource"));
	}

	@Test
	void leasesOfTheApplicationItselfComeFirst() {
		LeaseSource own = Mockito.mock(LeaseSource.class);
		this.runner.withUserConfiguration(Alone.class)
			.withBean("own", LeaseSource.class, () -> own)
			.withBean(KubernetesClient.class, () -> Mockito.mock(KubernetesClient.class))
			.withBean(LockProvider.class, ClusterAutoConfigurationTests::provider)
			.run((context) -> assertThat(context).getBeanNames(LeaseSource.class).containsExactly("own"));
	}

	@Test
	void startWithoutWhatTheStoreNeedsIsRefused() {
		this.runner.withUserConfiguration(Clustered.class)
			.withBean(LockProvider.class, ClusterAutoConfigurationTests::provider)
			.withPropertyValues("daemon.cluster.store=kubernetes")
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("there is no store"));
		this.runner.withUserConfiguration(Clustered.class)
			.withClassLoader(new FilteredClassLoader("io.fabric8"))
			.withBean(LockProvider.class, ClusterAutoConfigurationTests::provider)
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(LeaseSource.class));
		this.runner.withUserConfiguration(Clustered.class)
			.withClassLoader(new FilteredClassLoader("net.javacrumbs.shedlock"))
			.withBean(KubernetesClient.class, () -> Mockito.mock(KubernetesClient.class))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(LeaseSource.class));
	}

	@Test
	void namePrefixThatKubernetesDoesNotAllowIsRefused() {
		this.runner.withUserConfiguration(Clustered.class)
			.withBean(KubernetesClient.class, () -> Mockito.mock(KubernetesClient.class))
			.withPropertyValues("daemon.cluster.kubernetes.name-prefix=Workers_")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("'daemon.cluster.kubernetes.name-prefix' is 'Workers_'"));
	}

	@Test
	void startWhenThereIsNoProviderIsRefused() {
		this.runner.withUserConfiguration(Clustered.class)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("The worker 'copy' is one of the cluster, but there is no store"));
	}

	@Test
	void startWithoutShedLockIsRefusedOnlyWhereAWorkerNeedsIt() {
		FilteredClassLoader without = new FilteredClassLoader("net.javacrumbs.shedlock");
		this.runner.withClassLoader(without)
			.withUserConfiguration(Clustered.class)
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("there is no store"));
		this.runner.withClassLoader(without)
			.withUserConfiguration(Alone.class)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(LeaseSource.class));
	}

	@Test
	void startWithoutTheJdbcProviderTakesAnother() {
		this.runner.withClassLoader(new FilteredClassLoader("net.javacrumbs.shedlock.provider"))
			.withUserConfiguration(Clustered.class)
			.withBean(LockProvider.class, ClusterAutoConfigurationTests::provider)
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(LeaseSource.class));
	}

	@Test
	void startWhenTheProviderCanNotExtendIsRefusedOnlyWhereAWorkerNeedsIt() {
		LockProvider plain = (configuration) -> Optional.empty();
		this.runner.withUserConfiguration(Clustered.class)
			.withBean(LockProvider.class, () -> plain)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("locks that can be extended"));
		this.runner.withUserConfiguration(Alone.class)
			.withBean(LockProvider.class, () -> plain)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void startWithThreadsIsRefused() {
		this.runner.withUserConfiguration(Clustered.class)
			.withPropertyValues("daemon.isolation=thread")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("'daemon.isolation' is 'thread'"));
	}

	@Test
	void startWithNoWorkersRunNeedsNoProvider() {
		this.runner.withUserConfiguration(Clustered.class)
			.withPropertyValues("daemon.isolation=none")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void clusterWhenConfiguredWinsOverWhatIsDeclared() {
		this.runner.withUserConfiguration(Clustered.class)
			.withPropertyValues("daemon.workers.copy.cluster=false", "daemon.workers.send.cluster=false")
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(Workers.class));
		this.runner.withUserConfiguration(Alone.class)
			.withPropertyValues("daemon.defaults.cluster=true")
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("'alone'"));
	}

	@Test
	void sharedProcessWithOneWorkerOfTheClusterIsRefused() {
		this.runner.withUserConfiguration(Clustered.class, Alone.class)
			.withBean(LockProvider.class, ClusterAutoConfigurationTests::provider)
			.withPropertyValues("daemon.workers.alone.process=files", "daemon.workers.copy.process=files")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("only one of them is a worker of the cluster"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			lease             | 9s  | too short to be renewed
			lease             | 0s  | between 1ms
			renew             | 10s | too short to be renewed
			operation-timeout | -1s | between 1ms
			margin            | 9s  | too short to be renewed
			max-per-replica   | -1  | at least 0
			""")
	void startWithLeasesThatCanNotBeKeptIsRefused(String key, String value, String reason) {
		this.runner.withPropertyValues("daemon.cluster." + key + "=" + value)
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining(reason));
	}

	private static ExtensibleLockProvider provider() {
		return (configuration) -> Optional.empty();
	}

	@Configuration(proxyBeanMethods = false)
	static class Clustered {

		@Bean
		@Worker(cluster = true)
		WorkerLoop copy() {
			return () -> {
			};
		}

		@Bean
		WorkerRegistration send() {
			return WorkerRegistration.of("send", () -> () -> {
			}).cluster(true);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Alone {

		@Bean
		@Worker
		WorkerLoop alone() {
			return () -> {
			};
		}

	}

}
