package dev.daemonspring.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

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

	@Test
	void exitInitializesNoClassForTheFirstTime() throws Exception {
		Path log = this.directory.resolve("initialized");
		try (DaemonJvm daemon = start("-Xlog:class+init=info:file=" + log)) {
			long worker = daemon.awaitWorker(null);
			long before = initializers(log).size();
			daemon.kill(worker);
			daemon.awaitWorker(worker);
			assertThat(initializers(log).stream().skip(before)).isEmpty();
		}
	}

	/**
	 * Return the classes of this project whose initializers ran.
	 */
	private static List<String> initializers(Path log) throws IOException {
		try (Stream<String> lines = Files.lines(log)) {
			return lines.filter((line) -> line.contains("Initializing 'dev/daemonspring/"))
				.filter((line) -> !line.contains("(no method)"))
				.toList();
		}
	}

	private DaemonJvm start(String... options) throws Exception {
		List<String> all = new ArrayList<>(List.of("-Xmx48m", "-XX:+UseSerialGC"));
		all.addAll(List.of(options));
		return DaemonJvm.start(this.directory, DaemonJvm.classPathOfTest(), all);
	}

}
