package dev.daemonspring.cluster.shedlock;

import java.lang.reflect.Field;
import java.time.Duration;
import java.util.Objects;

import javax.sql.DataSource;

import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.provider.jdbctemplate.JdbcTemplateLockProvider;
import net.javacrumbs.shedlock.provider.jdbctemplate.JdbcTemplateLockProvider.Configuration;
import net.javacrumbs.shedlock.support.StorageBasedLockProvider;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.ReflectionUtils;

import dev.daemonspring.cluster.LeaseStore;

/**
 * Leases in the table of locks that the application's {@link JdbcTemplateLockProvider}
 * uses, by a provider of our own. It differs in three things: a lock names the replica
 * that holds it and not only its host, so that no other on the same host can extend or
 * release it; time is the database's; and a statement is a transaction of its own, with a
 * time limit.
 */
final class JdbcLeases {

	/**
	 * While one call has no answer another is tried, and a late answer still counts.
	 */
	private static final int ATTEMPTS = 2;

	private JdbcLeases() {
	}

	/**
	 * Return the store, or {@code null} if the provider is another one, or does not show
	 * its configuration.
	 */
	static @Nullable LeaseStore of(LockProvider provider, String replica, Duration operationTimeout) {
		Configuration configuration = configuration(provider);
		if (configuration == null) {
			return null;
		}
		Configuration own = own(configuration, replica, operationTimeout);
		return new ShedLockLeaseStore(new JdbcTemplateLockProvider(own), new JdbcLockTable(own));
	}

	private static Configuration own(Configuration configuration, String replica, Duration operationTimeout) {
		DataSource dataSource = Objects.requireNonNull(configuration.getJdbcTemplate().getDataSource());
		// No query timeout: a driver cancels by another connection, and waits for that
		// one
		JdbcTemplate jdbc = new JdbcTemplate(new LeaseConnections(dataSource, operationTimeout.multipliedBy(ATTEMPTS)));
		return Configuration.builder()
			.withJdbcTemplate(jdbc)
			.withTransactionManager(LeaseConnections.NO_TRANSACTIONS)
			.withTableName(configuration.getTableName())
			.withColumnNames(configuration.getColumnNames())
			.withLockedByValue(replica)
			.usingDbTime()
			.build();
	}

	/**
	 * ShedLock shows the configuration to nobody.
	 */
	private static @Nullable Configuration configuration(LockProvider provider) {
		if (!(provider instanceof JdbcTemplateLockProvider)) {
			return null;
		}
		try {
			Field accessor = ReflectionUtils.findField(StorageBasedLockProvider.class, "storageAccessor");
			Object storage = (accessor != null) ? value(accessor, provider) : null;
			Field field = (storage != null) ? ReflectionUtils.findField(storage.getClass(), "configuration") : null;
			return (field != null && value(field, storage) instanceof Configuration found) ? found : null;
		}
		catch (RuntimeException ex) {
			return null;
		}
	}

	private static @Nullable Object value(Field field, @Nullable Object target) {
		ReflectionUtils.makeAccessible(field);
		return ReflectionUtils.getField(field, target);
	}

}
