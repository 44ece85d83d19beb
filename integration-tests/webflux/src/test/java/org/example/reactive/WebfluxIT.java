package org.example.reactive;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

import org.example.testsupport.JavaProcess;
import org.example.testsupport.ListeningPorts;
import org.example.testsupport.RpcClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A reactive application serves the RPC, and its worker process no port.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "Linux tells the ports of a process")
class WebfluxIT {

	private static final Path JAR = Path.of("target/webflux.jar").toAbsolutePath();

	private static final String WITHOUT_SECURITY = "--spring.autoconfigure.exclude="
			+ "org.springframework.boot.security.autoconfigure.web.reactive.ReactiveWebSecurityAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure.ReactiveUserDetailsServiceAutoConfiguration";

	private static final String STATUS = "{\"jsonrpc\":\"2.0\",\"method\":\"worker.status\",\"id\":1}";

	private static final String PAUSE = "{\"jsonrpc\":\"2.0\",\"method\":\"worker.pause\",\"params\":[\"metronome\"],\"id\":1}";

	@TempDir
	Path temp;

	@Test
	void rpcIsServedByNettyAndTheWorkerHasNoPort() {
		try (JavaProcess daemon = start(WITHOUT_SECURITY, "--daemon.rpc.http.access=unrestricted")) {
			int port = port(daemon);
			RpcClient client = RpcClient.overHttp(port, "/rpc");
			long worker = pid(daemon);
			awaitBeats(client);
			assertThat(ListeningPorts.of(daemon.pid())).containsExactly(port);
			assertThat(ListeningPorts.of(worker)).isEmpty();
			assertThat(daemon.children()).containsExactly(worker);
			ProcessHandle.of(worker).orElseThrow().destroyForcibly();
			JavaProcess.await().until(() -> daemon.children().stream().anyMatch((pid) -> pid != worker));
			awaitBeats(client);
			assertThat(client.call("daemon.shutdown").asInt()).isZero();
			assertThat(daemon.awaitExit()).isZero();
			assertThat(daemon.output()).doesNotContain("can't be reached over the RPC");
		}
	}

	@Test
	void callerWithoutACredentialIsToldStatesOnly() throws Exception {
		try (JavaProcess daemon = start(WITHOUT_SECURITY)) {
			int port = port(daemon);
			assertThat(call(port, STATUS).statusCode()).isEqualTo(200);
			assertThat(call(port, PAUSE).statusCode()).isEqualTo(403);
			assertThat(call(port, STATUS, "Origin", "http://evil.example").statusCode()).isEqualTo(403);
			assertThat(call(port, STATUS, "X-Forwarded-For", "127.0.0.1").statusCode()).isEqualTo(403);
		}
	}

	@Test
	void securityOfSpringBootLetsNobodyPass() throws Exception {
		try (JavaProcess daemon = start("--spring.security.user.password=secret")) {
			int port = port(daemon);
			assertThat(call(port, STATUS).statusCode()).isIn(401, 403);
			assertThat(call(port, PAUSE, "Authorization", basic("user")).statusCode()).isIn(401, 403);
		}
	}

	@Test
	void operatorsComeInByAChainOfTheApplication() throws Exception {
		try (JavaProcess daemon = start("--own-security=true")) {
			int port = port(daemon);
			pid(daemon);
			assertThat(call(port, PAUSE).statusCode()).isEqualTo(403);
			assertThat(call(port, PAUSE, "Authorization", basic("customer")).statusCode()).isEqualTo(403);
			assertThat(call(port, PAUSE, "Authorization", basic("operator")).body()).endsWith("\"result\":true}");
			assertThat(call(port, STATUS).statusCode()).isEqualTo(200);
		}
	}

	private JavaProcess start(String... arguments) {
		List<String> command = new ArrayList<>(List.of("-jar", JAR.toString(), "--server.port=0", "--daemon.standby=0",
				"--daemon.defaults.jvm-args=" + JavaProcess.QUICK_START, "--daemon.workers.metronome.looptime=50ms"));
		Stream.of(arguments).forEach(command::add);
		return JavaProcess.start(this.temp, command);
	}

	private static int port(JavaProcess daemon) {
		return Integer.parseInt(daemon.awaitLine("Netty started on port (\\d+)").group(1));
	}

	private static long pid(JavaProcess daemon) {
		return Long.parseLong(daemon.awaitLine("Worker 'metronome' \\(pid (\\d+)\\) is LOOPING").group(1));
	}

	private static void awaitBeats(RpcClient client) {
		JavaProcess.await()
			.until(() -> client.ask("worker.status", "metronome").equals("1")
					&& client.ask("metronome.beats").matches("[1-9]\\d*"));
	}

	private static String basic(String user) {
		return "Basic " + Base64.getEncoder().encodeToString((user + ":secret").getBytes(StandardCharsets.UTF_8));
	}

	private static HttpResponse<String> call(int port, String message, String... headers) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/rpc"))
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(message));
		if (headers.length > 0) {
			request.headers(headers);
		}
		return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
	}

}
