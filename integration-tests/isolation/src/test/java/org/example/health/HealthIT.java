package org.example.health;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.example.testsupport.JavaProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What Actuator says of workers in an application that configures nothing, and what has
 * to be configured, as the docs tell. It runs from the class path of this test.
 */
class HealthIT {

	private static final Pattern LEFT_OUT = Pattern.compile("jdbc|h2-|flyway|HikariCP");

	private static final JsonMapper json = JsonMapper.builder().build();

	private final HttpClient http = HttpClient.newHttpClient();

	@TempDir
	Path temp;

	@Test
	void workersPathIsNotFoundUnlessComponentsAreShown() throws Exception {
		try (JavaProcess daemon = start()) {
			awaitLooping(daemon, "fine");
			assertThat(status(daemon, "/actuator/health")).isEqualTo(200);
			assertThat(status(daemon, "/actuator/health/workers")).isEqualTo(404);
			assertThat(status(daemon, "/actuator/health/workers/fine")).isEqualTo(404);
		}
		try (JavaProcess daemon = start("--management.endpoint.health.show-components=always")) {
			awaitLooping(daemon, "fine");
			HttpResponse<String> response = get(daemon, "/actuator/health/workers/fine");
			assertThat(response.statusCode()).isEqualTo(200);
			assertThat(json.readTree(response.body()).at("/status").asString()).isEqualTo("UP");
			assertThat(status(daemon, "/actuator/health/workers/nobody")).isEqualTo(404);
		}
		try (JavaProcess daemon = start("--management.endpoint.health.show-details=always")) {
			awaitLooping(daemon, "fine");
			JsonNode health = json.readTree(get(daemon, "/actuator/health/workers/fine").body());
			assertThat(health.at("/status").asString()).isEqualTo("UP");
			assertThat(health.at("/details/state").asString()).isEqualTo("LOOPING");
		}
	}

	@Test
	void workerThatIsDownLeavesTheProbesAndTheGroupOfTheReadmeUp() throws Exception {
		try (JavaProcess daemon = start("--broken=true", "--daemon.workers.broken.restart.initial-delay=1h",
				"--daemon.workers.broken.restart.max-delay=1h",
				"--management.endpoint.health.group.application.include=*",
				"--management.endpoint.health.group.application.exclude=workers")) {
			awaitLooping(daemon, "fine");
			daemon.awaitLine("Worker 'broken' is restarted in");
			JavaProcess.await().until(() -> status(daemon, "/actuator/health") == 503);
			assertThat(status(daemon, "/actuator/health/application")).isEqualTo(200);
			assertThat(status(daemon, "/actuator/health/liveness")).isEqualTo(200);
			assertThat(status(daemon, "/actuator/health/readiness")).isEqualTo(200);
		}
	}

	private void awaitLooping(JavaProcess daemon, String worker) {
		daemon.awaitLine("Worker '" + worker + "' \\(pid (\\d+)\\) is LOOPING");
	}

	private int status(JavaProcess daemon, String path) throws IOException, InterruptedException {
		return get(daemon, path).statusCode();
	}

	private HttpResponse<String> get(JavaProcess daemon, String path) throws IOException, InterruptedException {
		String port = daemon.awaitLine("Tomcat started on port (\\d+)").group(1);
		return this.http.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build(),
				HttpResponse.BodyHandlers.ofString());
	}

	private JavaProcess start(String... arguments) {
		String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> !LEFT_OUT.matcher(entry).find())
			.collect(Collectors.joining(File.pathSeparator));
		List<String> command = new ArrayList<>(List.of("-cp", classPath, HealthApplication.class.getName(),
				"--server.port=0", "--daemon.standby=0", "--daemon.defaults.jvm-args=" + JavaProcess.QUICK_START));
		command.addAll(List.of(arguments));
		return JavaProcess.start(this.temp, command);
	}

}
