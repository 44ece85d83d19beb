package dev.daemonspring.cluster.shedlock;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;

import javax.sql.DataSource;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

/**
 * Tests for {@link LeaseConnections}.
 */
class LeaseConnectionsTests {

	private final Connection connection = mock();

	private final DataSource pool = mock();

	private final LeaseConnections connections = new LeaseConnections(this.pool, Duration.ofSeconds(4));

	@BeforeEach
	void open() throws SQLException {
		given(this.pool.getConnection()).willReturn(this.connection);
		given(this.connection.getAutoCommit()).willReturn(true);
	}

	@Test
	void connectionWaitsForNoAnswerLongerThanTheLimitUntilItGoesBack() throws SQLException {
		new JdbcTemplate(this.connections).execute((Connection used) -> {
			verify(this.connection).setNetworkTimeout(any(), eq(4000));
			return null;
		});
		var order = inOrder(this.connection);
		order.verify(this.connection).setNetworkTimeout(any(), eq(4000));
		order.verify(this.connection).setNetworkTimeout(any(), eq(0));
		order.verify(this.connection).close();
	}

	@Test
	void connectionThatHasAShorterLimitKeepsIt() throws SQLException {
		given(this.connection.getNetworkTimeout()).willReturn(1000);
		use();
		verify(this.connection, never()).setNetworkTimeout(any(), anyInt());
		verify(this.connection).close();
	}

	@Test
	void connectionOfADriverThatHasNoLimitsIsUsedWithout() throws SQLException {
		willThrow(SQLFeatureNotSupportedException.class).given(this.connection).setNetworkTimeout(any(), anyInt());
		use();
		verify(this.connection).close();
	}

	@Test
	void connectionThatIsBrokenGoesBackAllTheSame() throws SQLException {
		Connection used = DataSourceUtils.getConnection(this.connections);
		willThrow(SQLException.class).given(this.connection).setNetworkTimeout(any(), anyInt());
		DataSourceUtils.releaseConnection(used, this.connections);
		verify(this.connection).close();
	}

	@Test
	void connectionCommitsEachStatement() throws SQLException {
		given(this.connection.getAutoCommit()).willReturn(false);
		assertThat(this.connections.getConnection()).isSameAs(this.connection);
		verify(this.connection).setAutoCommit(true);
	}

	private void use() {
		Connection used = DataSourceUtils.getConnection(this.connections);
		DataSourceUtils.releaseConnection(used, this.connections);
	}

}
