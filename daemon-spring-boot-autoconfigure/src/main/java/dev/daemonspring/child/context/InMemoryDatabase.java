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
 * Tells a database that lives in the memory of this process, so that each process has one
 * of its own, from all others. Asks the data source itself for the URL, and where it has
 * none to tell, the connection. When in doubt a database is another's, too.
 */
final class InMemoryDatabase {

	private static final Log logger = LogFactory.getLog(InMemoryDatabase.class);

	private static final List<String> URL_PROPERTIES = List.of("jdbcUrl", "url", "URL");

	private InMemoryDatabase() {
	}

	/**
	 * Return whether a data source leads to a database in this process's memory.
	 * @param dataSource the data source
	 * @return whether it does, for sure
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
				logger.debug("The data source does not tell its URL", ex);
			}
		}
		return null;
	}

	private static @Nullable String connectedUrl(DataSource dataSource) {
		try (Connection connection = dataSource.getConnection()) {
			return connection.getMetaData().getURL();
		}
		catch (SQLException | RuntimeException ex) {
			logger.debug("The data source does not connect, and so its database is not in memory", ex);
			return null;
		}
	}

	/**
	 * Return whether a URL is that of a database in this process's memory.
	 */
	static boolean isUrlOf(String url) {
		// To Spring Boot every Derby database is an embedded one, also in a file
		return url.startsWith("jdbc:") && url.contains(":mem")
				&& EmbeddedDatabaseConnection.isEmbedded(DatabaseDriver.fromJdbcUrl(url).getDriverClassName(), url);
	}

}
