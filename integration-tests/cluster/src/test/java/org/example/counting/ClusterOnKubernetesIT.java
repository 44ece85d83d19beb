package org.example.counting;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;

/**
 * The same as {@link ClusterIT} with leases in a real API server of Kubernetes, where
 * there is an image of one.
 */
@EnabledIfEnvironmentVariable(named = ClusterOnKubernetesIT.IMAGE, matches = ".+",
		disabledReason = "DAEMON_TEST_KUBERNETES_IMAGE names no image; .ci/kubernetes makes one")
class ClusterOnKubernetesIT {

	static final String IMAGE = "DAEMON_TEST_KUBERNETES_IMAGE";

	@Test
	void workersAreAtWorkInOneProcessAndSoonAgainWhateverHappens(@TempDir Path directory) throws Exception {
		try (GenericContainer<?> server = KubernetesStorage.server(System.getenv(IMAGE))) {
			server.start();
			KubernetesStorage storage = new KubernetesStorage(server);
			long seed = ClusterIT.number("cluster.seed", ClusterIT.SEED);
			try (FaultRun run = new FaultRun(seed, directory, storage, ClusterIT.kinds(storage))) {
				run.start();
				ClusterIT.awaitSpread(run);
				ClusterIT.steps(run, seed, ClusterIT.number("cluster.faults", storage.faults().size()));
			}
		}
	}

}
