package org.example.plain;

import java.nio.file.Path;
import java.util.List;

import org.example.testsupport.JavaProcess;
import org.example.testsupport.ListeningPorts;
import org.example.testsupport.RpcClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application without a web server keeps its worker running, and opens no port.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "Linux tells the ports of a process")
class PlainIT {

	private static final Path JAR = Path.of("target/plain.jar").toAbsolutePath();

	@TempDir
	Path temp;

	@Test
	void workerIsRestartedAndNoPortIsOpen() {
		Path socket = this.temp.resolve("daemon.sock");
		try (JavaProcess daemon = JavaProcess.start(this.temp, List.of("-jar", JAR.toString(), "--daemon.standby=0",
				"--daemon.workers.metronome.looptime=50ms", "--daemon.rpc.sockets=unix://" + socket))) {
			long first = pid(daemon);
			awaitBeats(RpcClient.overUnixSocket(socket));
			assertThat(daemon.children()).containsExactly(first);
			assertThat(ListeningPorts.of(daemon.pid())).isEmpty();
			assertThat(ListeningPorts.of(first)).isEmpty();
			ProcessHandle.of(first).orElseThrow().destroyForcibly();
			JavaProcess.await().until(() -> daemon.children().stream().anyMatch((pid) -> pid != first));
			awaitBeats(RpcClient.overUnixSocket(socket));
			assertThat(daemon.children()).hasSize(1).doesNotContain(first);
			daemon.terminate();
			assertThat(daemon.awaitExit()).isEqualTo(143);
		}
	}

	private long pid(JavaProcess daemon) {
		return Long.parseLong(daemon.awaitLine("Worker 'metronome' \\(pid (\\d+)\\) is LOOPING").group(1));
	}

	private void awaitBeats(RpcClient client) {
		JavaProcess.await()
			.until(() -> client.ask("worker.status", "metronome").equals("1")
					&& client.ask("metronome.beats").matches("[1-9]\\d*"));
	}

}
