package dev.daemonspring.processes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A daemon that is a job: it ends when its workers are done.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DoneDaemonTests {

	private @TempDir Path directory;

	@Test
	void daemonWhoseWorkersAreDoneExitsWithZero() throws IOException, InterruptedException {
		try (DaemonJvm daemon = DaemonJvm.start(this.directory, DaemonJvm.classPathOfTest(), List.of(),
				"--daemon.workers.worker.once=true", "--daemon.on-done=shutdown")) {
			assertThat(daemon.awaitExit()).as(daemon.output()).isZero();
			assertThat(daemon.output()).contains("is DONE").contains("has ended: exit code 0");
		}
	}

}
