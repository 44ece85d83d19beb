package org.example.war;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.example.testsupport.JavaProcess;
import org.example.testsupport.RpcClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A war runs its workers in each of its forms. In a servlet container the end of the
 * daemon is the end of the application, and not of the container.
 */
class WarIT {

	private static final Path WAR = Path.of("target/stranger.war").toAbsolutePath();

	private static final String TOMCAT = "Tomcat started on port (\\d+)";

	private static final String CONTAINER = "Container serves on port (\\d+)";

	@TempDir
	Path temp;

	@Test
	void executedWarRunsItsWorkers() {
		try (JavaProcess daemon = JavaProcess.start(this.temp, List.of("-jar", WAR.toString(), "--server.port=0"))) {
			RpcClient client = RpcClient.overHttp(port(daemon, TOMCAT), "/rpc");
			assertRuns(daemon, client, "main");
			client.call("daemon.shutdown");
			assertThat(daemon.awaitExit()).isZero();
		}
	}

	@Test
	void explodedWarRunsItsWorkers() throws IOException {
		Path exploded = this.temp.resolve("an exploded war");
		explode(exploded);
		try (JavaProcess daemon = JavaProcess.start(this.temp, List.of("-cp", exploded.getFileName().toString(),
				"org.springframework.boot.loader.launch.WarLauncher", "--server.port=0"))) {
			assertRuns(daemon, RpcClient.overHttp(port(daemon, TOMCAT), "/rpc"), "main");
		}
	}

	@Test
	void deployedWarRunsItsWorkersAndLeavesTheContainerAlone() throws Exception {
		try (JavaProcess container = JavaProcess.start(this.temp, List.of("-cp", classPathOfContainer(),
				ServletContainer.class.getName(), WAR.toString(), this.temp.toString()))) {
			int port = port(container, CONTAINER);
			RpcClient client = RpcClient.overHttp(port, "/app/rpc");
			assertRuns(container, client, "initializer");
			assertThat(client.call("raft.leak").asBoolean()).isTrue();
			container.awaitLine("Worker 'raft' went down and is not forever");
			JavaProcess.await().until(() -> container.children().isEmpty());
			assertThat(status(port)).isPositive();
			assertThat(container.isAlive()).isTrue();
		}
	}

	private int port(JavaProcess process, String pattern) {
		return Integer.parseInt(process.awaitLine(pattern).group(1));
	}

	private void assertRuns(JavaProcess daemon, RpcClient client, String startedBy) {
		awaitCrossing(daemon, client);
		assertThat(client.call("ferry.startedby").asString()).isEqualTo(startedBy);
		List<Long> before = daemon.children();
		assertThat(before).hasSize(2);
		long ferry = Long.parseLong(daemon.awaitLine("Worker 'ferry' \\(pid (\\d+)\\) is LOOPING").group(1));
		ProcessHandle.of(ferry).orElseThrow().destroyForcibly();
		JavaProcess.await().until(() -> daemon.children().size() == 2 && !daemon.children().contains(ferry));
		awaitCrossing(daemon, client);
	}

	private void awaitCrossing(JavaProcess daemon, RpcClient client) {
		daemon.awaitLine("Worker 'raft' \\(pid \\d+\\) is LOOPING");
		JavaProcess.await()
			.until(() -> client.ask("worker.status", "ferry").equals("1")
					&& client.ask("ferry.crossings").matches("[1-9]\\d*"));
	}

	private int status(int port) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/")).build();
		return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
	}

	private static String classPathOfContainer() {
		return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> entry.contains("tomcat-embed") || entry.contains("jakarta.annotation")
					|| entry.endsWith("test-classes"))
			.collect(Collectors.joining(File.pathSeparator));
	}

	private static void explode(Path target) throws IOException {
		try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(WAR))) {
			for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
				Path file = target.resolve(entry.getName());
				if (entry.isDirectory()) {
					Files.createDirectories(file);
				}
				else {
					Files.createDirectories(file.getParent());
					Files.copy(zip, file);
				}
			}
		}
	}

}
