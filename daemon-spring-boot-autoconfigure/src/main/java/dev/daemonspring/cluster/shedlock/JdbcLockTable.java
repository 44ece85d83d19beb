package dev.daemonspring.cluster.shedlock;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.List;
import java.util.TimeZone;

import net.javacrumbs.shedlock.provider.jdbctemplate.JdbcTemplateLockProvider.Configuration;
import net.javacrumbs.shedlock.provider.sql.SqlConfiguration.ColumnNames;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.daemonspring.cluster.LeaseEntry;

/**
 * The table of locks, read only: one statement shows the leases of all replicas.
 * Thread-safe.
 */
final class JdbcLockTable {

	private final JdbcTemplate jdbc;

	private final String query;

	JdbcLockTable(Configuration configuration) {
		ColumnNames columns = configuration.getColumnNames();
		this.jdbc = configuration.getJdbcTemplate();
		this.query = "SELECT %s, %s, %s FROM %s WHERE %s LIKE ?".formatted(columns.getName(), columns.getLockedBy(),
				columns.getLockUntil(), configuration.getTableName(), columns.getName());
	}

	List<LeaseEntry> entries(String prefix) {
		// A '_' or '%' in the prefix matches more, and what it should not is left out
		return this.jdbc.query(this.query, (row, number) -> entry(row), prefix + "%")
			.stream()
			.filter((entry) -> entry.name().startsWith(prefix))
			.toList();
	}

	private static LeaseEntry entry(ResultSet row) throws SQLException {
		// Differences alone count; a time zone with a jump would break one in two
		Timestamp until = row.getTimestamp(3, Calendar.getInstance(TimeZone.getTimeZone("UTC")));
		return new LeaseEntry(row.getString(1), row.getString(2), until.toInstant());
	}

}
