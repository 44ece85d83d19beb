package org.example.counting;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.example.testsupport.Databases;
import org.example.testsupport.JavaProcess;
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
 * Three replicas share three workers by leases in PostgreSQL. Whatever is killed, frozen
 * or cut off, no worker is at work in two processes, and each is at work again. A run of
 * any length: {@code -Dcluster.faults=5000 -Dcluster.time=PT8H -Dcluster.seed=42}, of
 * some kinds only: {@code -Dcluster.kinds=PAUSE_STORE,CUT_OFF_ALL}, with several faults
 * at a time: {@code -Dcluster.storm=24}, and with processes that start faster:
 * {@code -Dcluster.archive=true}.
 */
@EnabledIf(value = "org.example.testsupport.ContainerEngine#isAvailable",
		disabledReason = "No container engine answers")
@TestInstance(Lifecycle.PER_CLASS)
class ClusterIT {

	static final long SEED = 42;

	private final PostgreSQLContainer database = Databases.postgresql();

	@BeforeAll
	void startDatabase() {
		this.database.start();
	}

	@AfterAll
	void stopDatabase() {
		this.database.stop();
	}

	@Test
	void workersAreAtWorkInOneProcessAndSoonAgainWhateverHappens(@TempDir Path directory) throws Exception {
		PostgresqlStorage storage = new PostgresqlStorage(this.database);
		long seed = number("cluster.seed", SEED);
		Set<Fault> kinds = kinds(storage);
		try (FaultRun run = new FaultRun(seed, directory, storage, kinds)) {
			run.start();
			awaitSpread(run);
			steps(run, seed, number("cluster.faults", kinds.size()));
			assertThatAccountWasKept(storage);
		}
	}

	static Set<Fault> kinds(LeaseStorage storage) {
		String given = System.getProperty("cluster.kinds", "");
		if (given.isEmpty()) {
			return storage.faults();
		}
		return EnumSet.copyOf(Arrays.stream(given.split(",")).map(Fault::valueOf).collect(Collectors.toSet()));
	}

	static long number(String property, long other) {
		String given = System.getProperty(property, "");
		return given.isEmpty() ? other : Long.parseLong(given);
	}

	static void awaitSpread(FaultRun run) {
		JavaProcess.await()
			.atMost(Duration.ofMinutes(2))
			.until(() -> run.replicas().stream().map(ClusterIT::held).toList().equals(List.of(1L, 1L, 1L)));
	}

	private static long held(Replica replica) {
		return replica.client()
			.call("worker.info")
			.valueStream()
			.filter((info) -> info.path("lease").path("standing").asString("").equals("HELD"))
			.filter((info) -> info.path("lease").path("token").asLong(0) > 0)
			.count();
	}

	static void steps(FaultRun run, long seed, long faults) throws Exception {
		System.out.printf("Seed %d, %d faults%n", seed, faults);
		long begun = System.nanoTime();
		String time = System.getProperty("cluster.time", "");
		int storm = (int) number("cluster.storm", 1);
		Duration most = time.isEmpty() ? Duration.ofDays(1) : Duration.parse(time);
		try {
			while (run.count() < faults && System.nanoTime() - begun < most.toNanos()) {
				if (storm > 1) {
					run.storm(storm);
				}
				else {
					run.step();
				}
				assertThat(run.violations()).as("seed %d, after %s", seed, run.faults()).isEmpty();
			}
		}
		catch (Throwable ex) {
			System.out.println("Seed " + seed + run.output());
			throw ex;
		}
		finally {
			System.out.printf("%d faults in %d s%s%n", run.count(),
					Duration.ofNanos(System.nanoTime() - begun).toSeconds(), run.report());
		}
	}

	/**
	 * Nothing was written under an older token than what was written before, by a process
	 * that was frozen or a network that was slow, and nobody wrote again after another.
	 */
	private static void assertThatAccountWasKept(PostgresqlStorage storage) throws SQLException {
		System.out.printf("%d writes under a fencing token, %d of them refused%n",
				storage.number("select count(*) from writes"),
				storage.number("select count(*) from writes where balance is null"));
		String accepted = "select token, pid, lag(token) over (order by balance) before,"
				+ " lag(pid) over (order by balance) pid_before from writes where balance is not null";
		assertThat(storage.number("select count(*) from (%s) w where token < before".formatted(accepted))).isZero();
		// They are still at work: one statement sees one moment
		assertThat(
				storage.number("select count(*) filter (where pid <> pid_before) - count(distinct pid) + 1 from (%s) w"
					.formatted(accepted)))
			.as("how often a process wrote again after another")
			.isZero();
		assertThat(
				storage.number("select balance - (select count(*) from writes where balance is not null) from account"))
			.as("what is in the account beyond what was accepted")
			.isZero();
	}

}
