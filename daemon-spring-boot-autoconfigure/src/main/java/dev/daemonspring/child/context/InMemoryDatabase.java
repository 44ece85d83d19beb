package dev.daemonspring.child.context;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import javax.sql.DataSource;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanWrapper;
import org.springframework.beans.PropertyAccessorFactory;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.boot.jdbc.DatabaseDriver;
import org.springframework.boot.jdbc.EmbeddedDatabaseConnection;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

/**
 * Recognizes in-memory databases, of which each process has one of its own. Takes the URL
 * from the data source itself or, if it has none, from a connection. When in doubt, a
 * database is not considered to be in memory.
 */
final class InMemoryDatabase {

	private static final Log logger = LogFactory.getLog(InMemoryDatabase.class);

	private static final List<String> URL_PROPERTIES = List.of("jdbcUrl", "url", "URL");

	private InMemoryDatabase() {
	}

	/**
	 * Return whether a data source leads to a database in this process's memory.
	 * @param dataSource the data source
	 * @return whether it certainly does
	 */
	static boolean isBehind(DataSource dataSource) {
		if (dataSource instanceof AbstractRoutingDataSource routing) {
			return targets(routing).stream().allMatch(InMemoryDatabase::isBehind);
		}
		DataSource root = DataSourceUnwrapper.unwrapRoot(dataSource);
		if (root != dataSource && root instanceof AbstractRoutingDataSource) {
			return isBehind(root);
		}
		String url = configuredUrl(root);
		url = (url != null) ? url : connectedUrl(dataSource);
		return url != null && isUrlOf(url);
	}

	private static List<DataSource> targets(AbstractRoutingDataSource routing) {
		List<DataSource> targets = new ArrayList<>(routing.getResolvedDataSources().values());
		DataSource fallback = routing.getResolvedDefaultDataSource();
		if (fallback != null) {
			targets.add(fallback);
		}
		return targets;
	}

	private static @Nullable String configuredUrl(DataSource dataSource) {
		BeanWrapper properties = PropertyAccessorFactory.forBeanPropertyAccess(dataSource);
		for (String name : URL_PROPERTIES) {
			try {
				if (properties.isReadableProperty(name) && properties.getPropertyValue(name) instanceof String url) {
					return url;
				}
			}
			catch (RuntimeException ex) {
				logger.debug("The URL of the data source could not be read", ex);
			}
		}
		return null;
	}

	private static @Nullable String connectedUrl(DataSource dataSource) {
		try (Connection connection = dataSource.getConnection()) {
			return connection.getMetaData().getURL();
		}
		catch (SQLException | RuntimeException ex) {
			logger.debug("The data source does not connect, so its database is not considered to be in memory", ex);
			return null;
		}
	}

	/**
	 * Return whether a URL is that of a database in this process's memory.
	 */
	static boolean isUrlOf(String url) {
		// Spring Boot considers every Derby database embedded, even one in a file
		return url.startsWith("jdbc:") && url.contains(":mem")
				&& EmbeddedDatabaseConnection.isEmbedded(DatabaseDriver.fromJdbcUrl(url).getDriverClassName(), url);
	}

}
