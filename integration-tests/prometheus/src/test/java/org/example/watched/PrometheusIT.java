package org.example.watched;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.example.testsupport.JavaProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A real Prometheus loads the alerts of the documentation, scrapes a daemon, and raises
 * an alert when a worker is killed.
 */
@EnabledIf(value = "org.example.testsupport.ContainerEngine#isAvailable",
		disabledReason = "No container engine answers")
class PrometheusIT {

	private static final Path JAR = Path.of("target/prometheus.jar").toAbsolutePath();

	private static final Path RULES = Path.of("../../docs/prometheus/daemon-rules.yml").toAbsolutePath();

	private final HttpClient http = HttpClient.newHttpClient();

	@TempDir
	private Path temp;

	private String prometheus;

	private String daemon;

	@Test
	void workerThatIsKilledRaisesAnAlert() throws Exception {
		try (JavaProcess process = JavaProcess.start(this.temp,
				List.of(JavaProcess.QUICK_START, "-jar", JAR.toString(), "--server.port=0"))) {
			int port = Integer.parseInt(process.awaitLine("Tomcat started on port (\\d+)").group(1));
			this.daemon = "http://127.0.0.1:" + port;
			try (GenericContainer<?> container = container(port, freePort())) {
				container.start();
				JavaProcess.await().until(() -> value("daemon_worker_iterations_seconds_count{worker=\"clock\"}") > 2);
				assertRulesAreLoaded();
				assertThat(value("daemon_worker_state{worker=\"clock\",state=\"looping\"}")).isEqualTo(1);
				assertThat(value("daemon_worker_memory_bytes{worker=\"clock\",kind=\"rss\"}"))
					.isGreaterThan(10_000_000);
				assertThat(firing()).isEmpty();
				long pid = json(this.daemon + "/actuator/workers/clock").get("pid").longValue();
				ProcessHandle.of(pid).orElseThrow().destroyForcibly();
				JavaProcess.await().until(() -> firing().contains("DaemonWorkerWentDown"));
				assertThat(value("daemon_worker_last_exit_code{worker=\"clock\"}")).isEqualTo(137);
				JavaProcess.await().until(() -> value("daemon_worker_state{worker=\"clock\",state=\"looping\"}") == 1);
				assertLogLevelReachesTheWorker(process);
			}
		}
	}

	private void assertRulesAreLoaded() throws Exception {
		Set<String> healthy = new TreeSet<>();
		JavaProcess.await().until(() -> {
			for (JsonNode rule : json(this.prometheus + "/api/v1/rules").at("/data/groups/0/rules")) {
				assertThat(rule.get("health").stringValue()).as(rule.toString()).isIn("ok", "unknown");
				if (rule.get("health").stringValue().equals("ok")) {
					healthy.add(rule.get("name").stringValue());
				}
			}
			return healthy.size() == 7;
		});
	}

	/**
	 * Of the process that runs, and of the one that follows.
	 */
	private void assertLogLevelReachesTheWorker(JavaProcess process) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create(this.daemon + "/actuator/loggers/org.example.watched"))
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString("{\"configuredLevel\": \"DEBUG\"}"))
			.build();
		assertThat(this.http.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(204);
		long pid = json(this.daemon + "/actuator/workers/clock").get("pid").longValue();
		process.awaitLine("tick of process " + pid);
		ProcessHandle.of(pid).orElseThrow().destroyForcibly();
		process.awaitLine("tick of process (?!" + pid + "\\b)\\d+");
	}

	private GenericContainer<?> container(int target, int port) {
		this.prometheus = "http://127.0.0.1:" + port;
		DockerImageName image = DockerImageName
			.parse(System.getenv().getOrDefault("DAEMON_TEST_PROMETHEUS_IMAGE", "prom/prometheus"));
		String configuration = """
				global:
				  scrape_interval: 1s
				  evaluation_interval: 1s
				rule_files: [/tmp/daemon-rules.yml]
				scrape_configs:
				  - job_name: daemon
				    metrics_path: /actuator/prometheus
				    static_configs:
				      - targets: ['127.0.0.1:%d']
				""".formatted(target);
		// The daemon listens on the loopback only, and so does Prometheus
		return new GenericContainer<>(image).withNetworkMode("host")
			.withCopyToContainer(Transferable.of(configuration), "/tmp/prometheus.yml")
			.withCopyFileToContainer(MountableFile.forHostPath(RULES, 0644), "/tmp/daemon-rules.yml")
			.withCommand("--config.file=/tmp/prometheus.yml", "--storage.tsdb.path=/tmp/prometheus",
					"--web.listen-address=127.0.0.1:" + port)
			.waitingFor(Wait.forLogMessage(".*Server is ready to receive web requests.*", 1));
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	private Set<String> firing() throws Exception {
		Set<String> names = new TreeSet<>();
		for (JsonNode alert : json(this.prometheus + "/api/v1/alerts").at("/data/alerts")) {
			if (alert.get("state").stringValue().equals("firing")) {
				names.add(alert.at("/labels/alertname").stringValue());
			}
		}
		return names;
	}

	/**
	 * Return the value of a series, or -1 while there is none.
	 */
	private double value(String series) throws Exception {
		JsonNode answer = json(
				this.prometheus + "/api/v1/query?query=" + URLEncoder.encode(series, StandardCharsets.UTF_8));
		String value = answer.at("/data/result/0/value/1").asString("");
		return value.isEmpty() ? -1 : Double.parseDouble(value);
	}

	private JsonNode json(String uri) throws Exception {
		String body = this.http.send(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.ofString()).body();
		return JsonMapper.shared().readTree(body);
	}

}
