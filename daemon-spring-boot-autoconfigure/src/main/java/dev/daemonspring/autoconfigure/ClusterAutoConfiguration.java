package dev.daemonspring.autoconfigure;

import java.util.Map;

import net.javacrumbs.shedlock.core.LockProvider;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

import dev.daemonspring.cluster.ClusterSettings;
import dev.daemonspring.cluster.LeaseKeeper;
import dev.daemonspring.cluster.LeaseNames;
import dev.daemonspring.cluster.LeaseStore;
import dev.daemonspring.cluster.ReplicaName;
import dev.daemonspring.cluster.shedlock.ShedLockLeases;
import dev.daemonspring.supervisor.LeaseSource;
import dev.daemonspring.worker.ConditionalOnDaemon;

/**
 * Auto-configuration for the leases on workers that the replicas of an application share.
 *
 * @since 0.1.0
 */
@AutoConfiguration(before = DaemonAutoConfiguration.class)
@ConditionalOnDaemon
@EnableConfigurationProperties(ClusterProperties.class)
public final class ClusterAutoConfiguration {

	/**
	 * Leases in the store of the application's locks.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(LockProvider.class)
	@ConditionalOnBean(LockProvider.class)
	static class ShedLockConfiguration {

		// Nobody asks for it where no worker is one of the cluster
		@Bean
		@Lazy
		@ConditionalOnMissingBean(value = LeaseSource.class, search = SearchStrategy.CURRENT)
		LeaseSource shedLockLeaseSource(ListableBeanFactory beans, ObjectProvider<LockProvider> providers,
				ClusterProperties properties, Environment environment) {
			Map<String, LockProvider> all = beans.getBeansOfType(LockProvider.class);
			String replica = ReplicaName.create();
			LeaseStore store = ShedLockLeases.of(all, providers.getIfUnique(), replica,
					properties.getOperationTimeout());
			Integer most = properties.getMaxPerReplica();
			ClusterSettings settings = new ClusterSettings(new LeaseNames(group(properties, environment)), replica,
					properties.terms(), (most != null) ? most : Integer.MAX_VALUE);
			return () -> new LeaseKeeper(store, settings);
		}

		private static String group(ClusterProperties properties, Environment environment) {
			String group = properties.getGroup();
			if (StringUtils.hasText(group)) {
				return group;
			}
			return environment.getProperty("spring.application.name", "daemon");
		}

	}

}
