package dev.daemonspring.child.context;

import java.util.List;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.Test;

import dev.daemonspring.protocol.ContextSettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConnectionPools}.
 */
class ConnectionPoolsTests {

	private final ConnectionPools pools = new ConnectionPools();

	@Test
	void poolHasTwoConnectionsByDefault() {
		this.pools.add("worker1", ContextSettings.DEFAULT);
		assertThat(limited(-1).getMaximumPoolSize()).isEqualTo(2);
		HikariDataSource large = limited(30);
		assertThat(large.getMaximumPoolSize()).isEqualTo(2);
		assertThat(large.getMinimumIdle()).isEqualTo(2);
	}

	@Test
	void poolThatIsSmallerStaysSo() {
		this.pools.add("worker2", ContextSettings.DEFAULT);
		assertThat(limited(1).getMaximumPoolSize()).isOne();
	}

	@Test
	void poolHasWhatWorkerAsksFor() {
		this.pools.add("worker3", new ContextSettings(5, false, List.of()));
		assertThat(limited(3).getMaximumPoolSize()).isEqualTo(5);
	}

	@Test
	void poolGrowsWithTheWorkersThatShareIt() {
		this.pools.add("worker4", ContextSettings.DEFAULT);
		HikariDataSource pool = limited(10);
		this.pools.add("worker5", ContextSettings.DEFAULT);
		this.pools.add("worker6", new ContextSettings(4, false, List.of()));
		assertThat(pool.getMaximumPoolSize()).isEqualTo(8);
	}

	@Test
	void poolWhenWorkerComesAgainDoesNotGrow() {
		HikariDataSource pool = limited(30);
		for (int incarnation = 1; incarnation <= 5; incarnation++) {
			this.pools.add("restarted", new ContextSettings(3, false, List.of()));
		}
		assertThat(pool.getMaximumPoolSize()).isEqualTo(3);
	}

	private HikariDataSource limited(int own) {
		HikariDataSource pool = new HikariDataSource();
		if (own > 0) {
			pool.setMaximumPoolSize(own);
			pool.setMinimumIdle(own);
		}
		this.pools.postProcessAfterInitialization(pool, "dataSource");
		return pool;
	}

}
