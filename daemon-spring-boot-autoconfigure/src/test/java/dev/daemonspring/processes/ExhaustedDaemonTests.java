package dev.daemonspring.processes;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A daemon whose heap is exhausted by a thread of its application loses no exit, or ends
 * as a whole.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ExhaustedDaemonTests {

	private @TempDir Path directory;

	@Test
	void workerIsRestartedWhenThereIsMemoryAgain() throws Exception {
		try (DaemonJvm daemon = start()) {
			long worker = daemon.awaitWorker(null);
			for (int i = 0; i < 3; i++) {
				daemon.order("hoard");
				await().atMost(DaemonJvm.PATIENCE).until(() -> daemon.exists("hoarding"));
				daemon.kill(worker);
				// The exit is told while there is no memory
				await().during(Duration.ofSeconds(2)).atMost(DaemonJvm.PATIENCE).until(daemon.process()::isAlive);
				daemon.revoke("hoarding");
				daemon.revoke("hoard");
				worker = daemon.awaitWorker(worker);
			}
			daemon.order("shutdown");
			assertThat(daemon.awaitExit()).isZero();
			assertThat(daemon.output()).contains("signal 9 (SIGKILL)");
		}
	}

	@Test
	void daemonThatEndsForWantOfMemoryLeavesNoProcess() throws Exception {
		try (DaemonJvm daemon = start("-XX:+ExitOnOutOfMemoryError")) {
			long worker = daemon.awaitWorker(null);
			daemon.order("hoard");
			assertThat(daemon.awaitExit()).isEqualTo(3);
			await().atMost(DaemonJvm.PATIENCE)
				.until(() -> ProcessHandle.of(worker).filter(ProcessHandle::isAlive).isEmpty());
		}
	}

	private DaemonJvm start(String... options) throws Exception {
		List<String> all = new ArrayList<>(List.of("-Xmx48m", "-XX:+UseSerialGC"));
		all.addAll(List.of(options));
		return DaemonJvm.start(this.directory, DaemonJvm.classPathOfTest(), all);
	}

}
