package dev.daemonspring.cluster.shedlock;

import java.time.Duration;
import java.util.Map;

import net.javacrumbs.shedlock.core.ExtensibleLockProvider;
import net.javacrumbs.shedlock.core.LockProvider;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

import dev.daemonspring.cluster.LeaseStore;
import dev.daemonspring.process.WorkerConfigurationException;

/**
 * Makes a store of leases from the {@link LockProvider} that an application has.
 */
public final class ShedLockLeases {

	private static final Log logger = LogFactory.getLog(ShedLockLeases.class);

	private static final String JDBC = "net.javacrumbs.shedlock.provider.jdbctemplate.JdbcTemplateLockProvider";

	private ShedLockLeases() {
	}

	/**
	 * Return the store.
	 * @param providers the beans, by their names
	 * @param primary the bean to take where there are several, or {@code null}
	 * @param replica the name of this replica
	 * @param operationTimeout how long a statement may take
	 * @return the store
	 * @throws WorkerConfigurationException when the provider can't keep leases
	 */
	public static LeaseStore of(Map<String, LockProvider> providers, @Nullable LockProvider primary, String replica,
			Duration operationTimeout) {
		if (primary == null) {
			throw new WorkerConfigurationException(
					"Workers of the cluster need one LockProvider, and there are several: the beans %s.".formatted(
							providers.keySet()),
					"Mark the one that keeps the leases of the workers as @Primary.");
		}
		if (!(primary instanceof ExtensibleLockProvider extensible)) {
			throw new WorkerConfigurationException(
					"Workers of the cluster need locks that can be extended, and the LockProvider is a '%s'."
						.formatted(primary.getClass().getName()),
					"Define an ExtensibleLockProvider, such as JdbcTemplateLockProvider, as a bean of its own. A"
							+ " KeepAliveLockProvider is none: when one renewal fails it stops to renew, and tells nobody.");
		}
		boolean jdbc = ClassUtils.isPresent(JDBC, ShedLockLeases.class.getClassLoader());
		LeaseStore store = jdbc ? JdbcLeases.of(primary, replica, operationTimeout) : null;
		if (store == null) {
			logger.info(("The leases of the workers are kept by '%s', which does not tell who holds them: replicas ask"
					+ " for each at random, and none hands a worker over to another.")
				.formatted(primary.getClass().getName()));
		}
		return (store != null) ? store : new ShedLockLeaseStore(extensible, null);
	}

}
