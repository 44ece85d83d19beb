package org.example.vault;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import org.example.testsupport.JavaProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who may call the daemon of an application with Spring Security.
 */
class SecurityIT {

	private static final Path JAR = Path.of("target/security.jar").toAbsolutePath();

	private static final String STATUS = "worker.status";

	private static final String PAUSE = "worker.pause";

	private final HttpClient http = HttpClient.newHttpClient();

	@TempDir
	Path temp;

	@Test
	void accountWithTheRoleDrivesWorkersWhenTheChainsAreTheApplications() throws Exception {
		try (JavaProcess daemon = start("--spring.profiles.active=own-security")) {
			int port = port(daemon);
			daemon.awaitLine("Worker 'watchman' \\(pid \\d+\\) is LOOPING");
			assertThat(call(port, STATUS, null).statusCode()).isEqualTo(401);
			assertThat(call(port, PAUSE, "bob").statusCode()).isEqualTo(403);
			HttpResponse<String> ada = call(port, PAUSE, "ada");
			assertThat(ada.statusCode()).isEqualTo(200);
			assertThat(ada.body()).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":true}");
			HttpResponse<String> bob = get(port, "bob");
			assertThat(bob.statusCode()).isEqualTo(200);
			assertThat(bob.body()).isEqualTo("bob");
			assertThat(get(port, null).statusCode()).isEqualTo(401);
		}
	}

	@Test
	void workerThatNeedsBeansOfTheWebHasThem() throws Exception {
		try (JavaProcess daemon = start("--spring.profiles.active=own-security,web-worker")) {
			daemon.awaitLine("'daemon.full-auto-configuration=true' to have them there from the start");
			daemon.awaitLine("[1-9] chains, [1-9]\\d* mappings, 7");
		}
	}

	@Test
	void workerThatNeedsBeansOfTheWebHasThemFromTheStart() throws Exception {
		try (JavaProcess daemon = start("--spring.profiles.active=own-security,web-worker",
				"--daemon.full-auto-configuration=true")) {
			daemon.awaitLine("[1-9] chains, [1-9]\\d* mappings, 7");
		}
	}

	@Test
	void userOfSpringBootDrivesWorkers() throws Exception {
		try (JavaProcess daemon = start("--spring.security.user.name=ops", "--spring.security.user.password=secret")) {
			int port = port(daemon);
			daemon.awaitLine("Worker 'watchman' \\(pid \\d+\\) is LOOPING");
			assertThat(call(port, STATUS, null).statusCode()).isEqualTo(401);
			assertThat(call(port, PAUSE, "ops").body()).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":true}");
			assertThat(get(port, "ops").body()).isEqualTo("ops");
			assertThat(get(port, null).statusCode()).isEqualTo(401);
		}
	}

	private JavaProcess start(String... arguments) {
		List<String> command = new ArrayList<>(
				List.of("-jar", JAR.toString(), "--daemon.standby=0", "--server.port=0"));
		command.addAll(List.of(arguments));
		return JavaProcess.start(this.temp, command);
	}

	private static int port(JavaProcess daemon) {
		return Integer.parseInt(daemon.awaitLine("Tomcat started on port (\\d+)").group(1));
	}

	private HttpResponse<String> call(int port, String method, String user) throws Exception {
		String request = "{\"jsonrpc\":\"2.0\",\"method\":\"%s\",\"params\":[\"watchman\"],\"id\":1}".formatted(method);
		return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/rpc"))
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(request)), user);
	}

	private HttpResponse<String> get(int port, String user) throws Exception {
		return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/me")), user);
	}

	private HttpResponse<String> send(HttpRequest.Builder request, String user) throws Exception {
		if (user != null) {
			request.header("Authorization",
					"Basic " + Base64.getEncoder().encodeToString((user + ":secret").getBytes(StandardCharsets.UTF_8)));
		}
		return this.http.send(request.timeout(JavaProcess.PATIENCE).build(), BodyHandlers.ofString());
	}

}
