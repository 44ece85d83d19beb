package dev.daemonspring.cluster.shedlock;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import javax.sql.DataSource;

import net.javacrumbs.shedlock.core.ExtensibleLockProvider;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.core.SimpleLock;
import net.javacrumbs.shedlock.provider.jdbctemplate.JdbcTemplateLockProvider;
import net.javacrumbs.shedlock.support.KeepAliveLockProvider;
import org.h2.api.Trigger;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.daemonspring.cluster.LeaseEntry;
import dev.daemonspring.cluster.LeaseStore;
import dev.daemonspring.cluster.StoredLease;
import dev.daemonspring.process.WorkerConfigurationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link ShedLockLeases}, with a table of locks in H2.
 */
class ShedLockLeasesTests {

	private static final Duration LONG = Duration.ofMinutes(1);

	private final JdbcDataSource database = new JdbcDataSource();

	private JdbcTemplate jdbc;

	@BeforeEach
	void createTable() {
		this.database.setURL("jdbc:h2:mem:" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
		this.jdbc = new JdbcTemplate(this.database);
		this.jdbc.execute("create table shedlock (name varchar(64) primary key, lock_until timestamp not null,"
				+ " locked_at timestamp not null, locked_by varchar(255) not null)");
	}

	@Test
	void acquireWhenAnotherReplicaOfTheSameHostHoldsItIsRefused() {
		LeaseStore one = store("host/1/a", this.database);
		LeaseStore other = store("host/2/b", this.database);
		StoredLease lease = Objects.requireNonNull(one.acquire("app:copy", LONG));
		assertThat(other.acquire("app:copy", LONG)).isNull();
		assertThat(lease.renew(LONG)).isTrue();
		assertThat(lease.renew(LONG)).isTrue();
		lease.release();
		assertThat(other.acquire("app:copy", LONG)).isNotNull();
	}

	@Test
	void renewWhenAnotherReplicaOfTheSameHostHasItIsRefusedAndReleaseLeavesIt() {
		LeaseStore one = store("host/1/a", this.database);
		LeaseStore other = store("host/2/b", this.database);
		StoredLease lost = Objects.requireNonNull(one.acquire("app:copy", LONG));
		this.jdbc.update("update shedlock set lock_until = timestamp '2001-01-01 00:00:00'");
		assertThat(other.acquire("app:copy", LONG)).isNotNull();
		assertThat(lost.renew(LONG)).isFalse();
		lost.release();
		assertThat(one.acquire("app:copy", LONG)).isNull();
	}

	@Test
	void tokenRisesWithEachHolderAndStaysTheSameWhenRenewed() {
		LeaseStore one = store("host/1/a", this.database);
		LeaseStore other = store("host/2/b", this.database);
		StoredLease first = Objects.requireNonNull(one.acquire("app:copy", LONG));
		long token = first.token().orElseThrow();
		first.renew(LONG);
		assertThat(first.token()).hasValue(token);
		assertThat(lockedAt()).isEqualTo(token);
		this.jdbc.update("update shedlock set lock_until = locked_at");
		StoredLease second = Objects.requireNonNull(other.acquire("app:copy", LONG));
		assertThat(second.token().orElseThrow()).isGreaterThan(token);
	}

	private long lockedAt() {
		LocalDateTime time = this.jdbc.queryForObject("select locked_at from shedlock", LocalDateTime.class);
		return ChronoUnit.MICROS.between(LocalDateTime.of(1970, 1, 1, 0, 0), time);
	}

	@Test
	void acquireWhoseTokenCanNotBeReadFailsAndIsGivenBack() {
		LeaseStore one = store("host/1/a", this.database);
		this.jdbc
			.execute("create trigger nobody before select on shedlock call \"" + Unreadable.class.getName() + "\"");
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> one.acquire("app:copy", LONG));
		this.jdbc.execute("drop trigger nobody");
		assertThat(store("host/2/b", this.database).acquire("app:copy", LONG)).isNotNull();
	}

	@Test
	void entriesTellWhoHoldsWhatUntilWhen() {
		LeaseStore one = store("host/1/a", this.database);
		one.acquire("app:copy", LONG);
		one.acquire("app:send", LONG.multipliedBy(2));
		one.acquire("other:copy", LONG);
		List<LeaseEntry> entries = Objects.requireNonNull(one.entries("app:"));
		assertThat(entries).extracting(LeaseEntry::name).containsExactlyInAnyOrder("app:copy", "app:send");
		assertThat(entries).extracting(LeaseEntry::holder).containsOnly("host/1/a");
		Map<String, LeaseEntry> byName = new HashMap<>();
		entries.forEach((entry) -> byName.put(entry.name(), entry));
		assertThat(Duration.between(byName.get("app:copy").until(), byName.get("app:send").until()))
			.isBetween(LONG.minusSeconds(5), LONG.plusSeconds(20));
	}

	@Test
	void connectionsWhenThePoolDoesNotCommitCommitEachStatement() throws SQLException {
		JdbcDataSource target = this.database;
		DataSource manual = new org.springframework.jdbc.datasource.DelegatingDataSource(target) {

			@Override
			public Connection getConnection() throws SQLException {
				Connection connection = target.getConnection();
				connection.setAutoCommit(false);
				return connection;
			}

		};
		try (Connection connection = new LeaseConnections(manual, LONG).getConnection()) {
			assertThat(connection.getAutoCommit()).isTrue();
		}
		store("host/1/a", manual).acquire("app:copy", LONG);
		assertThat(this.jdbc.queryForObject("select count(*) from shedlock", Integer.class)).isOne();
	}

	@Test
	void storeOfAnotherProviderTellsNothingAndDoesNotReleaseWhatHasEnded() {
		int[] unlocked = { 0 };
		ExtensibleLockProvider provider = (configuration) -> Optional.of(new SimpleLock() {

			@Override
			public void unlock() {
				unlocked[0]++;
			}

			@Override
			public Optional<SimpleLock> extend(Duration most, Duration least) {
				return Optional.empty();
			}

		});
		LeaseStore store = ShedLockLeases.of(Map.of("provider", provider), provider, "host/1/a", LONG);
		assertThat(store.entries("app:")).isNull();
		StoredLease lease = Objects.requireNonNull(store.acquire("app:copy", LONG));
		assertThat(lease.renew(LONG)).isFalse();
		lease.release();
		assertThat(unlocked[0]).isZero();
		Objects.requireNonNull(store.acquire("app:copy", LONG)).release();
		assertThat(unlocked[0]).isOne();
	}

	@Test
	void providersThatCanNotExtendAreRefusedWithAReason() {
		LockProvider plain = (LockConfiguration configuration) -> Optional.empty();
		assertRefused(Map.of("plain", plain), plain, "locks that can be extended");
		KeepAliveLockProvider keepAlive = mock(KeepAliveLockProvider.class);
		assertRefused(Map.of("keepAlive", keepAlive), keepAlive, "KeepAliveLockProvider");
		assertRefused(Map.of("one", plain, "other", plain), null, "there are several");
	}

	private static void assertRefused(Map<String, LockProvider> providers, LockProvider primary, String reason) {
		assertThatExceptionOfType(WorkerConfigurationException.class)
			.isThrownBy(() -> ShedLockLeases.of(providers, primary, "host/1/a", LONG))
			.withMessageContaining(reason);
	}

	private static LeaseStore store(String replica, DataSource dataSource) {
		JdbcTemplateLockProvider provider = new JdbcTemplateLockProvider(dataSource);
		return ShedLockLeases.of(Map.of("provider", provider), provider, replica, LONG);
	}

	/**
	 * Lets nobody read.
	 */
	public static final class Unreadable implements Trigger {

		@Override
		public void fire(Connection connection, Object @Nullable [] before, Object @Nullable [] after)
				throws SQLException {
			throw new SQLException("unreadable");
		}

	}

}
