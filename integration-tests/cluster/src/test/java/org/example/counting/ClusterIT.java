package org.example.counting;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

import org.example.testsupport.JavaProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Three replicas share three workers by leases in PostgreSQL. Whatever is killed, frozen
 * or cut off, no worker is at work in two processes, and each is at work again. A run of
 * any length: {@code -Dcluster.faults=500 -Dcluster.seed=42}.
 */
@EnabledIf(value = "org.example.testsupport.ContainerEngine#isAvailable",
		disabledReason = "No container engine answers")
@TestInstance(Lifecycle.PER_CLASS)
class ClusterIT {

	private static final int FEW = 8;

	private static final long SEED = 42;

	private static final String TABLE = "create table if not exists shedlock (name varchar(64) primary key,"
			+ " lock_until timestamp not null, locked_at timestamp not null, locked_by varchar(255) not null)";

	private final PostgreSQLContainer database = new PostgreSQLContainer(
			DockerImageName.parse(System.getenv().getOrDefault("DAEMON_TEST_POSTGRES_IMAGE", "postgres:17-alpine"))
				.asCompatibleSubstituteFor("postgres"));

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
	void workersAreAtWorkInOneProcessAndSoonAgainWhateverHappens() throws Exception {
		String given = System.getProperty("cluster.seed", "");
		long seed = given.isEmpty() ? SEED : Long.parseLong(given);
		int faults = Integer.parseInt(System.getProperty("cluster.faults", "").isEmpty() ? String.valueOf(FEW)
				: System.getProperty("cluster.faults"));
		System.out.printf("Seed %d, %d faults%n", seed, faults);
		try (FaultRun run = new FaultRun(seed, this.temp, this.database)) {
			run.execute(TABLE);
			run.start();
			for (int i = 0; i < faults; i++) {
				step(run, seed);
			}
			System.out.printf("%d overlaps of processes that were frozen along with their daemons%s%n",
					run.overlapsOfFrozen(), run.report());
		}
	}

	private static void step(FaultRun run, long seed) throws Exception {
		try {
			run.step();
			assertThat(run.violations()).as("seed %d, after %s", seed, run.faults()).isEmpty();
		}
		catch (Throwable ex) {
			System.out.println("Seed " + seed + run.output());
			throw ex;
		}
	}

	@Test
	void workersSpreadOverTheReplicas(@TempDir Path directory) throws SQLException {
		try (FaultRun run = new FaultRun(0, directory, this.database)) {
			run.execute(TABLE);
			run.execute("truncate shedlock");
			run.start();
			JavaProcess.await()
				.atMost(Duration.ofMinutes(2))
				.until(() -> run.replicas().stream().map(ClusterIT::held).toList().equals(List.of(1L, 1L, 1L)));
			assertThat(run.violations()).isEmpty();
		}
	}

	private static long held(Replica replica) {
		return replica.client()
			.call("worker.info")
			.valueStream()
			.filter((info) -> info.path("lease").path("standing").asString("").equals("HELD"))
			.count();
	}

}
