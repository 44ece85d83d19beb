package org.example.aot;

import java.nio.file.Path;
import java.util.List;

import org.example.testsupport.JavaProcess;
import org.example.testsupport.RpcClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Workers of every kind run though the daemon's beans were settled at build time, and
 * have the beans of a worker process.
 */
class AotIT {

	private static final Path JAR = Path.of("target/aot.jar").toAbsolutePath();

	@TempDir
	Path temp;

	@Test
	void workersRunWithBeansOfTheirProcess() {
		Path socket = this.temp.resolve("daemon.sock");
		try (JavaProcess daemon = JavaProcess.start(this.temp, List.of("-Dspring.aot.enabled=true", "-jar",
				JAR.toString(), "--daemon.rpc.sockets=unix://" + socket))) {
			daemon.awaitLine("Starting AOT-processed TideApplication");
			daemon.awaitLine("The moon is seen from the daemon");
			RpcClient client = RpcClient.overUnixSocket(socket);
			for (String worker : List.of("ebb", "flood", "spring")) {
				assertRuns(client, worker);
			}
			assertThat(daemon.children()).hasSize(3);
			assertThat(client.call("worker.list")).hasSize(3);
			assertThat(daemon.count("The moon is seen from")).isOne();
			long flood = Long.parseLong(daemon.awaitLine("Worker 'flood' \\(pid (\\d+)\\) is LOOPING").group(1));
			ProcessHandle.of(flood).orElseThrow().destroyForcibly();
			JavaProcess.await().until(() -> daemon.children().size() == 3 && !daemon.children().contains(flood));
			assertRuns(client, "flood");
		}
	}

	private void assertRuns(RpcClient client, String worker) {
		JavaProcess.await()
			.until(() -> client.ask("worker.status", worker).equals("1")
					&& client.ask(worker + ".times").matches("[1-9]\\d*"));
		assertThat(client.call(worker + ".moon").asString()).isEqualTo("worker process");
	}

}
