package dev.daemonspring.child.context;

import java.util.List;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConnectionPools}.
 */
class ConnectionPoolsTests {

	private final ConnectionPools pools = new ConnectionPools();

	@Test
	void poolHasTwoConnectionsByDefault() {
		this.pools.add(ContextSettings.DEFAULT);
		assertThat(limited(-1).getMaximumPoolSize()).isEqualTo(2);
		HikariDataSource large = limited(30);
		assertThat(large.getMaximumPoolSize()).isEqualTo(2);
		assertThat(large.getMinimumIdle()).isEqualTo(2);
	}

	@Test
	void poolThatIsSmallerStaysSo() {
		this.pools.add(ContextSettings.DEFAULT);
		assertThat(limited(1).getMaximumPoolSize()).isOne();
	}

	@Test
	void poolHasWhatWorkerAsksFor() {
		this.pools.add(new ContextSettings(5, false, List.of()));
		assertThat(limited(3).getMaximumPoolSize()).isEqualTo(5);
	}

	@Test
	void poolGrowsWithTheWorkersThatShareIt() {
		this.pools.add(ContextSettings.DEFAULT);
		HikariDataSource pool = limited(10);
		this.pools.add(ContextSettings.DEFAULT);
		this.pools.add(new ContextSettings(4, false, List.of()));
		assertThat(pool.getMaximumPoolSize()).isEqualTo(8);
	}

	private HikariDataSource limited(int own) {
		HikariDataSource pool = new HikariDataSource();
		if (own > 0) {
			pool.setMaximumPoolSize(own);
			pool.setMinimumIdle(own);
		}
		this.pools.postProcessBeforeInitialization(pool, "dataSource");
		return pool;
	}

}
