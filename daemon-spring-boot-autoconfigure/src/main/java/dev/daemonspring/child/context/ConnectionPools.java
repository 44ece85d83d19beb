package dev.daemonspring.child.context;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import javax.sql.DataSource;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanWrapper;
import org.springframework.beans.BeansException;
import org.springframework.beans.PropertyAccessorFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;

import dev.daemonspring.protocol.ContextSettings;

/**
 * Limits the connection pools in a worker process: a loop needs one connection, and a
 * second one while it holds a transaction. Supports HikariCP, Tomcat JDBC, Commons DBCP2
 * and Oracle UCP by the names of their properties. Thread-safe.
 */
final class ConnectionPools implements BeanPostProcessor {

	private static final Log logger = LogFactory.getLog(ConnectionPools.class);

	private static final int DEFAULT_SIZE = 2;

	/**
	 * The property that limits the size of a pool, by the name of its class.
	 */
	private static final Map<String, String> LIMITS = Map.of("com.zaxxer.hikari.HikariDataSource", "maximumPoolSize",
			"org.apache.tomcat.jdbc.pool.DataSource", "maxActive", "org.apache.commons.dbcp2.BasicDataSource",
			"maxTotal", "oracle.ucp.jdbc.PoolDataSource", "maxPoolSize");

	/**
	 * The properties that must not exceed the limit.
	 */
	private static final Set<String> LIMITED = Set.of("minimumIdle", "maxIdle", "minIdle", "initialSize",
			"initialPoolSize", "minPoolSize");

	private final List<Pool> pools = new ArrayList<>();

	private final Map<String, ContextSettings> workers = new HashMap<>();

	/**
	 * A worker has arrived in the process, for the first time or again, and needs its
	 * connections.
	 */
	synchronized void add(String worker, ContextSettings settings) {
		this.workers.put(worker, settings);
		this.pools.forEach(this::limit);
	}

	/**
	 * After initialization, because the application's own properties are bound to the
	 * pool by then.
	 */
	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof DataSource dataSource) {
			limit(beanName, dataSource);
		}
		return bean;
	}

	private synchronized void limit(String beanName, DataSource dataSource) {
		String limit = limitOf(dataSource);
		if (limit != null) {
			BeanWrapper properties = PropertyAccessorFactory.forBeanPropertyAccess(dataSource);
			Pool pool = new Pool(beanName, properties, limit, number(properties, limit));
			this.pools.add(pool);
			limit(pool);
		}
	}

	private static @Nullable String limitOf(DataSource dataSource) {
		return ClassHierarchy.of(dataSource.getClass())
			.stream()
			.filter(LIMITS::containsKey)
			.map(LIMITS::get)
			.findFirst()
			.orElse(null);
	}

	private void limit(Pool pool) {
		int wanted = this.workers.isEmpty() ? DEFAULT_SIZE
				: this.workers.values().stream().mapToInt(ConnectionPools::sizeFor).sum();
		boolean configured = this.workers.values().stream().anyMatch((each) -> each.connectionPoolSize() != null);
		boolean fewer = !configured && pool.own() > 0 && pool.own() < wanted;
		int limit = fewer ? pool.own() : wanted;
		try {
			for (String property : LIMITED) {
				if (pool.properties().isWritableProperty(property) && number(pool.properties(), property) > limit) {
					pool.properties().setPropertyValue(property, limit);
				}
			}
			pool.properties().setPropertyValue(pool.limit(), limit);
			logger.debug("The connection pool '" + pool.beanName() + "' has at most " + limit + " connections");
		}
		catch (BeansException ex) {
			logger.debug("The connection pool '" + pool.beanName() + "' can't be limited", ex);
		}
	}

	private static int sizeFor(ContextSettings settings) {
		Integer size = settings.connectionPoolSize();
		return (size != null) ? size : DEFAULT_SIZE;
	}

	private static int number(BeanWrapper properties, String property) {
		Object value = properties.isReadableProperty(property) ? properties.getPropertyValue(property) : null;
		return (value instanceof Integer number) ? number : -1;
	}

	/**
	 * A pool in this process.
	 *
	 * @param beanName the name of its bean
	 * @param properties its properties
	 * @param limit the name of the property that limits it
	 * @param own the limit that the application has configured
	 */
	private record Pool(String beanName, BeanWrapper properties, String limit, int own) {
	}

}
