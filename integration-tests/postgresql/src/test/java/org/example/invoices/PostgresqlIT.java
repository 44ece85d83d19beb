package org.example.invoices;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import org.example.testsupport.Databases;
import org.example.testsupport.JavaProcess;
import org.example.testsupport.RpcClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.postgresql.PostgreSQLContainer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application with JPA and Flyway on PostgreSQL keeps its tables, and has no more
 * connections than it needs.
 */
@EnabledIf(value = "org.example.testsupport.ContainerEngine#isAvailable",
		disabledReason = "No container engine answers")
@TestInstance(Lifecycle.PER_CLASS)
class PostgresqlIT {

	private static final Path JAR = Path.of("target/postgresql.jar").toAbsolutePath();

	private static final int DAEMONS = 3;

	private final PostgreSQLContainer database = Databases.postgresql();

	@TempDir
	Path temp;

	@BeforeAll
	void startDatabase() {
		this.database.start();
	}

	@AfterAll
	void stopDatabase() {
		this.database.stop();
	}

	@Test
	void workersShareTheDaemonsDatabaseWithFewConnections() throws Exception {
		Path socket = this.temp.resolve("daemon.sock");
		try (JavaProcess daemon = JavaProcess.start(this.temp, List.of("-jar", JAR.toString(),
				"--daemon.rpc.sockets=unix://" + socket, "--spring.datasource.url=" + this.database.getJdbcUrl(),
				"--spring.datasource.username=" + this.database.getUsername(),
				"--spring.datasource.password=" + this.database.getPassword(),
				"--spring.datasource.hikari.maximum-pool-size=" + DAEMONS, "--spring.jpa.hibernate.ddl-auto=validate"));
				Connection connection = DriverManager.getConnection(this.database.getJdbcUrl(),
						this.database.getUsername(), this.database.getPassword());
				Statement statement = connection.createStatement()) {
			daemon.awaitLine("A standby \\(pid \\d+\\) is ready");
			RpcClient client = RpcClient.overUnixSocket(socket);
			awaitIterations(client, "sender");
			awaitIterations(client, "clock");
			// Flyway ran once, in the daemon, and the worker has done its work
			assertThat(number(statement, "select count(*) from flyway_schema_history")).isEqualTo(1);
			JavaProcess.await().until(() -> number(statement, "select count(*) from invoices where sent") == 2);
			// The daemon's pool and the sender's; the clock and the standby have none
			long connections = number(statement,
					"select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");
			assertThat(connections).isBetween(1L + DAEMONS, 2L + DAEMONS);
			long sender = client.call("worker.info", "sender").get("pid").asLong();
			ProcessHandle.of(sender).orElseThrow().destroyForcibly();
			statement.executeUpdate("insert into invoices (customer, sent) values ('Joan', false)");
			JavaProcess.await().until(() -> number(statement, "select count(*) from invoices where sent") == 3);
			assertThat(number(statement, "select count(*) from flyway_schema_history")).isEqualTo(1);
			daemon.terminate();
			assertThat(daemon.awaitExit()).isEqualTo(143);
			assertThat(number(statement, "select count(*) from invoices")).isEqualTo(3);
		}
	}

	private static void awaitIterations(RpcClient client, String worker) {
		JavaProcess.await().until(() -> client.call("worker.info", worker).get("iterations").asLong() > 1);
	}

	private static long number(Statement statement, String query) throws SQLException {
		try (ResultSet result = statement.executeQuery(query)) {
			result.next();
			return result.getLong(1);
		}
	}

}
