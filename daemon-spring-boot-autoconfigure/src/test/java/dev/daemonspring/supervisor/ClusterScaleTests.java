package dev.daemonspring.supervisor;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A worker that the replicas of an application share has the same number of instances on
 * all of them: the one that is configured.
 */
class ClusterScaleTests {

	private static final WorkerSpecification SHARED = SupervisorFixture
		.clustered(SupervisorFixture.several("handyman", 3, 6));

	@Test
	void sharedWorkerIsNotScaledByAnOrderToOneReplica() {
		assertThatExceptionOfType(InvalidScaleException.class).isThrownBy(() -> InvalidScaleException.check(SHARED, 4))
			.withMessageContaining("'handyman' is one of the cluster")
			.withMessageContaining("Set 'daemon.workers.handyman.instances' for all replicas");
	}

	@Test
	void sharedWorkerIsNotScaledByAScaler(@TempDir Path directory) {
		WorkerScaler never = (current) -> {
			throw new IllegalStateException(current.worker());
		};
		try (SupervisorFixture daemon = new SupervisorFixture(directory, 0, SHARED)) {
			assertThat(ScalerThread.start(List.of(never), daemon.supervisor.groups(), daemon.supervisor)).isNull();
		}
	}

}
