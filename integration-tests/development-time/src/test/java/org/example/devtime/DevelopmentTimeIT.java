package org.example.devtime;

import java.nio.file.Path;
import java.util.List;

import org.example.testsupport.JavaProcess;
import org.example.testsupport.RpcClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that its developer starts with containers: its worker processes use the
 * daemon's, also the one that replaces another, and none starts containers of its own.
 */
class DevelopmentTimeIT {

	@TempDir
	Path temp;

	@Test
	void workerProcessesUseTheContainersOfTheDaemon() {
		Path socket = this.temp.resolve("daemon.sock");
		try (JavaProcess daemon = JavaProcess.start(this.temp,
				List.of("-cp", System.getProperty("java.class.path"), TestStockApplication.class.getName(),
						"--daemon.standby=0", "--daemon.workers.stockTaker.looptime=50ms",
						"--daemon.rpc.sockets=unix://" + socket))) {
			int port = Integer.parseInt(daemon.awaitLine("Container started on port (\\d+)").group(1));
			daemon.awaitLine("Worker 'stockTaker' \\(pid \\d+\\) is LOOPING");
			long first = daemon.children().get(0);
			awaitCount(socket, "3 in warehouse " + port);
			ProcessHandle.of(first).orElseThrow().destroyForcibly();
			JavaProcess.await().until(() -> daemon.children().stream().anyMatch((pid) -> pid != first));
			awaitCount(socket, "3 in warehouse " + port);
			assertThat(daemon.count("Container started")).isOne();
			assertThat(daemon.count("by process " + daemon.pid())).isOne();
			assertThat(daemon.output()).doesNotContain(DatabaseContainer.PASSWORD);
		}
	}

	private void awaitCount(Path socket, String expected) {
		RpcClient client = RpcClient.overUnixSocket(socket);
		JavaProcess.await()
			.until(() -> client.ask("worker.status", "stockTaker").equals("1")
					&& client.ask("stockTaker.count").equals(expected));
	}

}
