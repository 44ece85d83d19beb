package dev.daemonspring.autoconfigure;

import java.util.List;
import java.util.Map;

import io.fabric8.kubernetes.client.KubernetesClient;
import net.javacrumbs.shedlock.core.LockProvider;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

import dev.daemonspring.cluster.ClusterSettings;
import dev.daemonspring.cluster.LeaseKeeper;
import dev.daemonspring.cluster.LeaseNames;
import dev.daemonspring.cluster.LeaseStore;
import dev.daemonspring.cluster.ReplicaName;
import dev.daemonspring.cluster.kubernetes.KubernetesLeases;
import dev.daemonspring.cluster.shedlock.ShedLockLeases;
import dev.daemonspring.supervisor.LeaseSource;
import dev.daemonspring.worker.ConditionalOnDaemon;

/**
 * Auto-configuration for the leases on workers that the replicas of an application share.
 * A LockProvider was defined to lock, a KubernetesClient is often there for something
 * else; so ShedLock comes first.
 *
 * @since 0.1.0
 */
@AutoConfiguration(before = DaemonAutoConfiguration.class,
		afterName = "org.springframework.cloud.kubernetes.fabric8.Fabric8AutoConfiguration")
@ConditionalOnDaemon
@EnableConfigurationProperties(ClusterProperties.class)
public final class ClusterAutoConfiguration {

	private static ClusterSettings settings(ClusterProperties properties, Environment environment) {
		String group = properties.getGroup();
		if (!StringUtils.hasText(group)) {
			group = environment.getProperty("spring.application.name", "daemon");
		}
		Integer most = properties.getMaxPerReplica();
		return new ClusterSettings(new LeaseNames(group), ReplicaName.create(), properties.terms(),
				(most != null) ? most : Integer.MAX_VALUE);
	}

	/**
	 * Leases in the store of the application's locks.
	 */
	@Configuration(proxyBeanMethods = false)
	@Order(1)
	@ConditionalOnClass(LockProvider.class)
	@ConditionalOnBean(LockProvider.class)
	@ConditionalOnProperty(name = "daemon.cluster.store", havingValue = "shedlock", matchIfMissing = true)
	static class ShedLockConfiguration {

		// Nobody asks for it where no worker is one of the cluster
		@Bean
		@Lazy
		@ConditionalOnMissingBean(value = LeaseSource.class, search = SearchStrategy.CURRENT)
		LeaseSource shedLockLeaseSource(ListableBeanFactory beans, ObjectProvider<LockProvider> providers,
				ClusterProperties properties, Environment environment) {
			ClusterSettings settings = settings(properties, environment);
			Map<String, LockProvider> all = beans.getBeansOfType(LockProvider.class);
			LeaseStore store = ShedLockLeases.of(all, providers.getIfUnique(), settings.replica(),
					properties.getOperationTimeout());
			return () -> new LeaseKeeper(store, settings);
		}

	}

	/**
	 * Leases that are objects of Kubernetes.
	 */
	@Configuration(proxyBeanMethods = false)
	@Order(2)
	@ConditionalOnClass(KubernetesClient.class)
	@ConditionalOnBean(KubernetesClient.class)
	@ConditionalOnProperty(name = "daemon.cluster.store", havingValue = "kubernetes", matchIfMissing = true)
	static class KubernetesConfiguration {

		@Bean
		@Lazy
		@ConditionalOnMissingBean(value = LeaseSource.class, search = SearchStrategy.CURRENT)
		LeaseSource kubernetesLeaseSource(ListableBeanFactory beans, ObjectProvider<KubernetesClient> clients,
				ClusterProperties properties, Environment environment) {
			ClusterSettings settings = settings(properties, environment);
			LeaseStore store = KubernetesLeases.of(List.of(beans.getBeanNamesForType(KubernetesClient.class)),
					clients.getIfUnique(), properties.getKubernetes().getNamespace(),
					properties.getKubernetes().getNamePrefix(), settings.names(), settings.replica(),
					properties.getOperationTimeout());
			return () -> new LeaseKeeper(store, settings);
		}

	}

}
