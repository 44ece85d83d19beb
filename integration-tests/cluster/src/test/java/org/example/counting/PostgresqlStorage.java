package org.example.counting;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import org.example.testsupport.JavaProcess;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * Leases in PostgreSQL, and a table that refuses old tokens.
 */
final class PostgresqlStorage extends LeaseStorage {

	private final PostgreSQLContainer database;

	PostgresqlStorage(PostgreSQLContainer database) {
		super(database, PostgreSQLContainer.POSTGRESQL_PORT);
		this.database = database;
	}

	@Override
	List<String> arguments(int networkPort) {
		// What a worker itself asks on a connection that died would wait for ever
		return List.of("--spring.autoconfigure.exclude=" + RedisStorage.AUTO_CONFIGURATIONS,
				"--spring.datasource.url=jdbc:postgresql://127.0.0.1:%d/%s?socketTimeout=10".formatted(networkPort,
						this.database.getDatabaseName()),
				"--spring.datasource.username=" + this.database.getUsername(),
				"--spring.datasource.password=" + this.database.getPassword());
	}

	@Override
	void cutConnections() {
		patiently("select count(pg_terminate_backend(pid)) from pg_stat_activity where pid <> pg_backend_pid()"
				+ " and usename = current_user");
	}

	@Override
	void restart() throws Exception {
		// When one of its processes is killed the server ends all others and recovers
		long process = patiently("select pid from pg_stat_activity where backend_type = 'checkpointer'");
		run("sh", "-c", "kill -9 " + process);
	}

	@Override
	void clear() throws SQLException {
		execute("drop table if exists shedlock, account, writes");
		execute(schema());
	}

	/**
	 * Return what makes the application's tables.
	 */
	private static String schema() {
		try {
			return Files.readString(Path.of("src/main/resources/schema.sql"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Ask again while the server recovers from the crash before.
	 */
	private long patiently(String query) {
		return JavaProcess.await()
			.ignoreExceptionsInstanceOf(SQLException.class)
			.until(() -> number(query), (n) -> true);
	}

	void execute(String sql) throws SQLException {
		try (Connection connection = connect(); Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

	long number(String query) throws SQLException {
		try (Connection connection = connect();
				Statement statement = connection.createStatement();
				ResultSet result = statement.executeQuery(query)) {
			result.next();
			return result.getLong(1);
		}
	}

	Connection connect() throws SQLException {
		return DriverManager.getConnection(this.database.getJdbcUrl(), this.database.getUsername(),
				this.database.getPassword());
	}

}
