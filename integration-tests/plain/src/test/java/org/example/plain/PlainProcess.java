package org.example.plain;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.example.testsupport.JavaProcess;
import org.example.testsupport.RpcClient;
import tools.jackson.databind.JsonNode;

/**
 * The application as a daemon that a test has started, with a looptime and back-off that
 * suit a test.
 */
final class PlainProcess implements AutoCloseable {

	static final Path JAR = Path.of("target/plain.jar").toAbsolutePath();

	private static final AtomicInteger started = new AtomicInteger();

	private final JavaProcess process;

	private final RpcClient client;

	private PlainProcess(JavaProcess process, RpcClient client) {
		this.process = process;
		this.client = client;
	}

	/**
	 * Start the application.
	 * @param workingDirectory its working directory
	 * @param application the arguments of {@code java} up to the application's own
	 */
	static PlainProcess start(Path workingDirectory, String... application) {
		Path socket = workingDirectory.resolve("run").resolve(String.valueOf(started.incrementAndGet()));
		List<String> arguments = new ArrayList<>(List.of(application));
		arguments.addAll(List.of("--daemon.rpc.sockets=unix://" + socket, "--daemon.workers.metronome.looptime=100ms",
				"--daemon.defaults.restart.initial-delay=50ms", "--daemon.defaults.restart.max-delay=100ms"));
		return new PlainProcess(JavaProcess.start(workingDirectory, arguments), RpcClient.overUnixSocket(socket));
	}

	JavaProcess process() {
		return this.process;
	}

	/**
	 * Wait until the worker loops in another process than the given one.
	 * @param before id of the worker's process before, or 0
	 * @return what is known of the worker then
	 */
	JsonNode awaitLooping(long before) {
		try {
			return JavaProcess.await()
				// The socket is not there yet
				.ignoreExceptionsInstanceOf(UncheckedIOException.class)
				.until(() -> this.client.call("worker.info", "metronome"),
						(info) -> info.path("state").asString("").equals("LOOPING")
								&& info.path("pid").asLong(0) != before && info.path("iterations").asLong(0) > 0);
		}
		catch (RuntimeException ex) {
			throw new AssertionError(this.process.output(), ex);
		}
	}

	long awaitPid(long before) {
		return awaitLooping(before).path("pid").asLong();
	}

	@Override
	public void close() {
		this.process.close();
	}

}
