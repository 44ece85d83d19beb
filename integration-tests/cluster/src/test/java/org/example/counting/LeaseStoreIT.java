package org.example.counting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import net.javacrumbs.shedlock.provider.jdbctemplate.JdbcTemplateLockProvider;
import org.example.testsupport.Databases;
import org.example.testsupport.JavaProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.EnabledIf;
import org.testcontainers.postgresql.PostgreSQLContainer;

import dev.daemonspring.cluster.ClusterSettings;
import dev.daemonspring.cluster.LeaseKeeper;
import dev.daemonspring.cluster.LeaseNames;
import dev.daemonspring.cluster.LeaseStore;
import dev.daemonspring.cluster.StoredLease;
import dev.daemonspring.cluster.shedlock.ShedLockLeases;
import dev.daemonspring.policy.LeaseTerms;
import dev.daemonspring.supervisor.WorkerLease;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What leases are in PostgreSQL: their tokens, the SQL of {@code docs/cluster.md} that
 * refuses an old one, and how many statements five replicas with 64 workers cost. No
 * process is started.
 */
@EnabledIf(value = "org.example.testsupport.ContainerEngine#isAvailable",
		disabledReason = "No container engine answers")
@TestInstance(Lifecycle.PER_CLASS)
class LeaseStoreIT {

	private static final Path DOCUMENT = Path.of("../../docs/cluster.md");

	private static final int REPLICAS = 5;

	private static final int WORKERS = 64;

	/**
	 * Those of the simulation in {@code LeaseLoadTests}.
	 */
	private static final LeaseTerms TERMS = new LeaseTerms(Duration.ofSeconds(8), Duration.ofMillis(1500),
			Duration.ofSeconds(1), Duration.ofSeconds(2));

	private static final Duration MEASURED = Duration.ofSeconds(8);

	private final PostgreSQLContainer database = Databases.postgresql();

	private final List<HikariDataSource> pools = new ArrayList<>();

	private PostgresqlStorage storage;

	@BeforeAll
	void startDatabase() {
		this.database.withCommand("postgres", "-c", "fsync=off", "-c", "shared_preload_libraries=pg_stat_statements");
		this.database.start();
		this.storage = new PostgresqlStorage(this.database);
	}

	@AfterAll
	void stopDatabase() {
		this.pools.forEach(HikariDataSource::close);
		this.database.stop();
	}

	@BeforeEach
	void clear() throws SQLException {
		this.storage.clear();
	}

	@Test
	void tokensRiseStrictlyHoweverQuicklyALeaseChangesHands() throws SQLException {
		LeaseStore one = store("one");
		LeaseStore other = store("other");
		long last = 0;
		for (int i = 0; i < 200; i++) {
			StoredLease lease = acquire((i % 2 == 0) ? one : other, Duration.ofSeconds(10));
			long token = lease.token().orElseThrow();
			assertThat(token).isGreaterThan(last);
			last = token;
			assertThat(lease.renew(Duration.ofSeconds(10))).isTrue();
			assertThat(this.storage.number("select (extract(epoch from locked_at) * 1000000)::bigint from shedlock"))
				.as("the token in the table, after a renewal")
				.isEqualTo(token);
			lease.release();
		}
	}

	@Test
	void tableRefusesWhatAnOldHolderWrites() throws Exception {
		List<String> sql = documentedSql();
		assertThat(sql).hasSize(2);
		this.storage.execute("drop table account");
		this.storage.execute(sql.get(0));
		this.storage.execute("insert into account (id, balance) values (1, 0)");
		LeaseStore one = store("one");
		LeaseStore other = store("other");
		long old = acquire(one, Duration.ofMillis(300)).token().orElseThrow();
		assertThat(update(sql.get(1), 10, old)).isOne();
		assertThat(update(sql.get(1), 20, old)).as("the same holder again").isOne();
		StoredLease[] taken = new StoredLease[1];
		JavaProcess.await().until(() -> {
			taken[0] = other.acquire("app:copy", Duration.ofSeconds(10));
			return taken[0] != null;
		});
		// The old holder does not know yet, and the new one has not written anything
		long current = taken[0].token().orElseThrow();
		assertThat(update(sql.get(1), 30, current)).isOne();
		assertThat(update(sql.get(1), 40, old)).as("rows that the old holder updates").isZero();
		assertThat(this.storage.number("select balance from account")).isEqualTo(30);
	}

	private int update(String sql, long balance, long token) throws SQLException {
		try (Connection connection = this.storage.connect();
				PreparedStatement statement = connection.prepareStatement(sql)) {
			statement.setLong(1, balance);
			statement.setLong(2, token);
			statement.setLong(3, 1);
			statement.setLong(4, token);
			return statement.executeUpdate();
		}
	}

	/**
	 * Return the statements of the section on tokens.
	 */
	private static List<String> documentedSql() throws IOException {
		String text = Files.readString(DOCUMENT);
		String section = text.substring(text.indexOf("\n## Fencing tokens"));
		int begin = section.indexOf("```sql\n") + "```sql\n".length();
		String[] statements = section.substring(begin, section.indexOf("```", begin)).split(";\\s*");
		return List.of(statements);
	}

	@Test
	void statementsAreNoMoreThanComputed() throws SQLException {
		Map<WorkerLease, LeaseKeeper> leases = new HashMap<>();
		List<LeaseKeeper> keepers = new ArrayList<>();
		for (int i = 0; i < REPLICAS; i++) {
			keepers.add(start("replica-" + i, leases));
		}
		try {
			JavaProcess.await().until(() -> areSpread(leases));
			this.storage.execute("create extension if not exists pg_stat_statements");
			this.storage.execute("select pg_stat_statements_reset()");
			long begun = System.nanoTime();
			JavaProcess.await().until(() -> {
				areSpread(leases);
				return System.nanoTime() - begun >= MEASURED.toNanos();
			});
			double seconds = (System.nanoTime() - begun) / 1e9;
			double renew = TERMS.renew().toNanos() / 1e9;
			double computed = (WORKERS + REPLICAS) / renew + REPLICAS / Math.max(renew / 8, REPLICAS * 0.02);
			Map<String, Double> measured = rates(seconds);
			double all = measured.values().stream().mapToDouble(Double::doubleValue).sum();
			System.out.printf("%d replicas, %d workers, lease %s: %.1f statements a second, computed %.1f%n", REPLICAS,
					WORKERS, TERMS.lease(), all, computed);
			measured.forEach((statement, rate) -> System.out.printf("%6.1f %s%n", rate, statement));
			assertThat(all).isLessThan(1.2 * computed);
		}
		finally {
			keepers.forEach(LeaseKeeper::close);
		}
	}

	/**
	 * Return how often a second each statement was executed, but for those of this test.
	 */
	private Map<String, Double> rates(double seconds) throws SQLException {
		Map<String, Double> rates = new TreeMap<>();
		try (Connection connection = this.storage.connect();
				Statement statement = connection.createStatement();
				ResultSet rows = statement
					.executeQuery("select query, calls from pg_stat_statements where query not ilike '%pg_stat%'")) {
			while (rows.next()) {
				rates.merge(rows.getString(1).replaceAll("\\s+", " "), rows.getLong(2) / seconds, Double::sum);
			}
		}
		return rates;
	}

	private LeaseKeeper start(String replica, Map<WorkerLease, LeaseKeeper> leases) {
		LeaseKeeper keeper = new LeaseKeeper(store(replica),
				new ClusterSettings(new LeaseNames("app"), replica, TERMS, Integer.MAX_VALUE));
		for (int worker = 0; worker < WORKERS; worker++) {
			leases.put(keeper.lease("w" + worker, Duration.ZERO), keeper);
		}
		keeper.start((worker) -> {
		}, System.out::println);
		return keeper;
	}

	/**
	 * Have a process for every worker where it may run, and return whether all run and no
	 * replica has two more than another.
	 */
	private static boolean areSpread(Map<WorkerLease, LeaseKeeper> leases) {
		Map<LeaseKeeper, Integer> held = new HashMap<>();
		leases.forEach((lease, keeper) -> {
			boolean runs = lease.mayRun();
			lease.want(true, runs);
			held.merge(keeper, runs ? 1 : 0, Integer::sum);
		});
		return held.values().stream().mapToInt(Integer::intValue).sum() == WORKERS
				&& held.values().stream().allMatch((count) -> count == 12 || count == 13);
	}

	private LeaseStore store(String replica) {
		HikariConfig config = new HikariConfig();
		config.setJdbcUrl(this.database.getJdbcUrl());
		config.setUsername(this.database.getUsername());
		config.setPassword(this.database.getPassword());
		HikariDataSource pool = new HikariDataSource(config);
		this.pools.add(pool);
		JdbcTemplateLockProvider provider = new JdbcTemplateLockProvider(pool);
		return ShedLockLeases.of(Map.of("provider", provider), provider, replica, TERMS.operationTimeout());
	}

	private static StoredLease acquire(LeaseStore store, Duration duration) {
		return Objects.requireNonNull(store.acquire("app:copy", duration));
	}

}
