package org.example.greetings;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.example.testsupport.JavaProcess;
import org.example.testsupport.RpcClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Workers in Kotlin run, and the default values of their commands' parameters apply.
 */
class KotlinIT {

	private static final Path JAR = Path.of("target/kotlin.jar").toAbsolutePath();

	@TempDir
	Path temp;

	@Test
	void defaultParametersApply() {
		Path socket = this.temp.resolve("daemon.sock");
		try (JavaProcess daemon = JavaProcess.start(this.temp,
				List.of("-jar", JAR.toString(), "--daemon.standby=0", "--daemon.rpc.sockets=unix://" + socket))) {
			daemon.awaitLine("Worker 'greeter' \\(pid \\d+\\) is LOOPING");
			daemon.awaitLine("Worker 'lambda' \\(pid \\d+\\) is LOOPING");
			RpcClient client = RpcClient.overUnixSocket(socket);
			assertThat(client.call("greeter.greet", "Ada").asString()).isEqualTo("Hello, Ada!");
			assertThat(client.call("greeter.greet", "Ada", "Good morning").asString()).isEqualTo("Good morning, Ada!");
			assertThat(client.call("worker.send", "greeter", "greet", Map.of("name", "Ada", "times", 2)).asString())
				.isEqualTo("Hello, Ada! Hello, Ada!");
			assertThat(client.call("greeter.forget").asString()).isEqualTo("nobody is called nothing");
			daemon.terminate();
			assertThat(daemon.awaitExit()).isEqualTo(143);
		}
	}

}
