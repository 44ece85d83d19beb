package org.example.devtime;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

import org.h2.tools.Server;
import org.testcontainers.containers.GenericContainer;

/**
 * A container for everybody but the engine, which it does without: the database runs in
 * this process. Its port is known when it is started.
 */
class DatabaseContainer extends GenericContainer<DatabaseContainer> {

	static final String USER = "developer";

	static final String PASSWORD = "s3cr3t";

	private Server server;

	DatabaseContainer() {
		super("database:latest");
	}

	@Override
	public void start() {
		if (this.server != null) {
			return;
		}
		try {
			this.server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
			try (Connection connection = DriverManager.getConnection(url(), USER, PASSWORD);
					Statement statement = connection.createStatement()) {
				statement.execute("create table stock (id int)");
				statement.execute("insert into stock values (1), (2), (3)");
			}
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
		System.out.println("Container started on port " + port() + " by process " + ProcessHandle.current().pid());
	}

	int port() {
		if (this.server == null) {
			throw new IllegalStateException("The container has not been started in this process");
		}
		return this.server.getPort();
	}

	String url() {
		return "jdbc:h2:tcp://localhost:" + port() + "/mem:stock;DB_CLOSE_DELAY=-1";
	}

	@Override
	public boolean isRunning() {
		return this.server != null;
	}

	@Override
	public void stop() {
		this.server.stop();
	}

}
