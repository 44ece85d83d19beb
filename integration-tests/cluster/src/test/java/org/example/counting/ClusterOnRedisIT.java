package org.example.counting;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The same as {@link ClusterIT}, shorter, with leases in a store that tells nothing.
 */
@EnabledIf(value = "org.example.testsupport.ContainerEngine#isAvailable",
		disabledReason = "No container engine answers")
class ClusterOnRedisIT {

	private static final int FEW = 4;

	@Test
	void workersAreAtWorkInOneProcessAndSoonAgainWhateverHappens(@TempDir Path directory) throws Exception {
		String image = System.getenv().getOrDefault("DAEMON_TEST_REDIS_IMAGE", "redis:7-alpine");
		try (GenericContainer<?> server = new GenericContainer<>(DockerImageName.parse(image))) {
			server.withExposedPorts(RedisStorage.PORT).start();
			RedisStorage storage = new RedisStorage(server);
			long seed = ClusterIT.number("cluster.seed", ClusterIT.SEED);
			try (FaultRun run = new FaultRun(seed, directory, storage, storage.faults())) {
				run.start();
				ClusterIT.steps(run, seed, ClusterIT.number("cluster.faults", FEW));
			}
		}
	}

}
