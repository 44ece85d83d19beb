package dev.daemonspring.cluster.shedlock;

import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.SimpleTransactionStatus;

/**
 * Has every statement be a transaction of its own, which ends in the database whatever
 * becomes of the daemon. One that is frozen between a statement and its commit would keep
 * the row of a lease locked, and nobody could take it over.
 */
final class AutoCommit extends DelegatingDataSource {

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

	AutoCommit(DataSource target) {
		super(target);
	}

	@Override
	public Connection getConnection() throws SQLException {
		Connection connection = super.getConnection();
		if (!connection.getAutoCommit()) {
			// A pool sets it back
			connection.setAutoCommit(true);
		}
		return connection;
	}

}
