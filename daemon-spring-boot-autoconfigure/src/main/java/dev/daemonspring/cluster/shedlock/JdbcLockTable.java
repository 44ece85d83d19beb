package dev.daemonspring.cluster.shedlock;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Calendar;
import java.util.List;
import java.util.Objects;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;

import net.javacrumbs.shedlock.provider.jdbctemplate.JdbcTemplateLockProvider.Configuration;
import net.javacrumbs.shedlock.provider.sql.SqlConfiguration.ColumnNames;
import org.springframework.dao.IncorrectResultSizeDataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.daemonspring.cluster.LeaseEntry;

/**
 * The table of locks, read only: one statement shows the leases of all replicas.
 * Thread-safe.
 */
final class JdbcLockTable {

	private final JdbcTemplate jdbc;

	private final String query;

	private final String tokenQuery;

	private final String replica;

	JdbcLockTable(Configuration configuration) {
		ColumnNames columns = configuration.getColumnNames();
		this.jdbc = configuration.getJdbcTemplate();
		this.query = "SELECT %s, %s, %s FROM %s WHERE %s LIKE ?".formatted(columns.getName(), columns.getLockedBy(),
				columns.getLockUntil(), configuration.getTableName(), columns.getName());
		this.tokenQuery = "SELECT %s FROM %s WHERE %s = ? AND %s = ?".formatted(columns.getLockedAt(),
				configuration.getTableName(), columns.getName(), columns.getLockedBy());
		this.replica = configuration.getLockedByValue();
	}

	List<LeaseEntry> entries(String prefix) {
		// A '_' or '%' in the prefix matches more, and what it should not is left out
		return this.jdbc.query(this.query, (row, number) -> entry(row), prefix + "%")
			.stream()
			.filter((entry) -> entry.name().startsWith(prefix))
			.toList();
	}

	/**
	 * Return the fencing token of a lock that this replica holds: when it was locked, in
	 * microseconds. The database writes that when a lock is taken, which it can be only
	 * when its end has come, and not when it is extended.
	 * @throws IncorrectResultSizeDataAccessException if this replica does not hold it
	 */
	long token(String name) {
		Long token = this.jdbc.queryForObject(this.tokenQuery, (row, number) -> micros(timestamp(row, 1)), name,
				this.replica);
		return Objects.requireNonNull(token);
	}

	private static long micros(Timestamp time) {
		Instant instant = time.toInstant();
		return TimeUnit.SECONDS.toMicros(instant.getEpochSecond()) + TimeUnit.NANOSECONDS.toMicros(instant.getNano());
	}

	private static LeaseEntry entry(ResultSet row) throws SQLException {
		return new LeaseEntry(row.getString(1), row.getString(2), timestamp(row, 3).toInstant());
	}

	/**
	 * Return a time that can be compared with others of the table only.
	 */
	private static Timestamp timestamp(ResultSet row, int column) throws SQLException {
		// A time zone with a jump would break one difference in two
		return row.getTimestamp(column, Calendar.getInstance(TimeZone.getTimeZone("UTC")));
	}

}
