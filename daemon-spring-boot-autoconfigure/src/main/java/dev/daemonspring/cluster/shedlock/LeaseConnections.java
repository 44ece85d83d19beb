package dev.daemonspring.cluster.shedlock;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.SmartDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.SimpleTransactionStatus;

/**
 * Connections of the application, as leases need them. Every statement is a transaction
 * of its own, which ends in the database whatever becomes of the daemon: one that is
 * frozen between a statement and its commit would keep the row of a lease locked, and
 * nobody could take it over. And a connection that gets no answer is given up, however
 * the driver is configured: a network that went away without a word would otherwise keep
 * it, and whoever waits for it, for as long as TCP takes to notice. Thread-safe.
 */
final class LeaseConnections extends DelegatingDataSource implements SmartDataSource {

	/**
	 * Stands for transactions that begin and end with each statement.
	 */
	static final PlatformTransactionManager NO_TRANSACTIONS = new PlatformTransactionManager() {

		@Override
		public TransactionStatus getTransaction(@Nullable TransactionDefinition definition) {
			return new SimpleTransactionStatus();
		}

		@Override
		public void commit(TransactionStatus status) {
		}

		@Override
		public void rollback(TransactionStatus status) {
		}

	};

	private final int limitMillis;

	private final Map<Connection, Integer> usual = Collections.synchronizedMap(new IdentityHashMap<>());

	/**
	 * Create connections.
	 * @param target the application's connections
	 * @param limit how long to wait for an answer
	 */
	LeaseConnections(DataSource target, Duration limit) {
		super(target);
		this.limitMillis = Math.toIntExact(Math.min(Integer.MAX_VALUE, limit.toMillis()));
	}

	@Override
	public Connection getConnection() throws SQLException {
		Connection connection = super.getConnection();
		if (!connection.getAutoCommit()) {
			// A pool sets it back
			connection.setAutoCommit(true);
		}
		limit(connection);
		return connection;
	}

	private void limit(Connection connection) {
		try {
			int before = connection.getNetworkTimeout();
			if (before == 0 || before > this.limitMillis) {
				connection.setNetworkTimeout(Runnable::run, this.limitMillis);
				this.usual.put(connection, before);
			}
		}
		catch (SQLException | UnsupportedOperationException ex) {
			// The driver can't; its own limits have to do
		}
	}

	/**
	 * Is asked before a connection goes back to the pool, where others wait for longer.
	 */
	@Override
	public boolean shouldClose(Connection connection) {
		Integer before = this.usual.remove(connection);
		try {
			if (before != null) {
				connection.setNetworkTimeout(Runnable::run, before);
			}
		}
		catch (SQLException ex) {
			// It is broken, and the pool throws it away
		}
		return true;
	}

}
