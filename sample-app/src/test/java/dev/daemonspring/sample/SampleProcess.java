package dev.daemonspring.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.example.testsupport.JavaProcess;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The sample as a daemon that a test has started, on a port that was free, with a
 * looptime and back-off that suit a test.
 */
final class SampleProcess implements AutoCloseable {

	static final Path JAR = Path.of("target/sample-app.jar").toAbsolutePath();

	private final HttpClient http = HttpClient.newHttpClient();

	private final JsonMapper json = new JsonMapper();

	private final JavaProcess process;

	private final Path directory;

	private final int port;

	private SampleProcess(JavaProcess process, Path directory) {
		this.process = process;
		this.directory = directory;
		this.port = Integer.parseInt(process.awaitLine("Tomcat started on port (\\d+)").group(1));
	}

	/**
	 * Start the sample and wait until it serves.
	 * @param workingDirectory its working directory
	 * @param files directory of the file and its copy
	 * @param application the arguments of {@code java} up to the application's own
	 */
	static SampleProcess start(Path workingDirectory, Path files, String... application) {
		List<String> arguments = new ArrayList<>(List.of(application));
		arguments.addAll(
				List.of("--server.port=0", "--sample.directory=" + files, "--daemon.workers.handyman.looptime=100ms",
						"--daemon.defaults.restart.initial-delay=50ms", "--daemon.defaults.restart.max-delay=100ms"));
		JavaProcess process = JavaProcess.start(workingDirectory, arguments);
		try {
			return new SampleProcess(process, files);
		}
		catch (RuntimeException | Error ex) {
			process.close();
			throw ex;
		}
	}

	JavaProcess process() {
		return this.process;
	}

	Path copy() {
		return this.directory.resolve("copy_test.txt");
	}

	/**
	 * Wait until the worker loops in another process than the given one, and has copied.
	 * @param before id of the worker's process before, or 0
	 * @return the health of the worker then
	 */
	JsonNode awaitLooping(long before) {
		JsonNode health = JavaProcess.await()
			.until(this::health, (current) -> current.at("/details/state").asString().equals("LOOPING")
					&& current.at("/details/pid").asLong() != before && current.at("/details/iterations").asLong() > 0);
		JavaProcess.await().until(() -> Files.exists(copy()));
		return health;
	}

	JsonNode health() {
		return send(HttpRequest.newBuilder(uri("/actuator/health/workers/handyman")).build());
	}

	/**
	 * Return the lines of a scrape.
	 */
	List<String> scrape() {
		try {
			HttpRequest request = HttpRequest.newBuilder(uri("/actuator/prometheus")).build();
			return this.http.send(request, HttpResponse.BodyHandlers.ofString()).body().lines().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Call an RPC method.
	 * @return the whole response
	 */
	JsonNode call(String method, Object... params) {
		String body = this.json
			.writeValueAsString(Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", params));
		return send(HttpRequest.newBuilder(uri("/rpc"))
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(body))
			.build());
	}

	/**
	 * Send the RPC endpoint a request of any kind.
	 * @return the status code of the answer
	 */
	int statusOf(String httpMethod, String body, String... headers) {
		try {
			HttpRequest.BodyPublisher publisher = HttpRequest.BodyPublishers.ofString(body);
			HttpRequest request = HttpRequest.newBuilder(uri("/rpc"))
				.method(httpMethod, publisher)
				.headers(headers)
				.build();
			return this.http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private URI uri(String path) {
		return URI.create("http://127.0.0.1:" + this.port + path);
	}

	private JsonNode send(HttpRequest request) {
		try {
			return this.json.readTree(this.http.send(request, HttpResponse.BodyHandlers.ofString()).body());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.process.close();
	}

}
