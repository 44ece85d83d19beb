package org.example.logs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.example.testsupport.JavaProcess;
import org.example.testsupport.RpcClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two workers and the daemon log thousands of lines into files of their own, which roll,
 * and not a line is lost.
 */
class LogbackFilesIT {

	private static final Path JAR = Path.of("target/logback-file.jar").toAbsolutePath();

	private static final int LINES = 2000;

	@TempDir
	Path temp;

	@Test
	void everyLineOfEveryProcessIsThereOnce() throws IOException {
		Path socket = this.temp.resolve("daemon.sock");
		try (JavaProcess daemon = JavaProcess.start(this.temp,
				List.of("-jar", JAR.toString(), "--daemon.rpc.sockets=unix://" + socket))) {
			daemon.awaitLine("line " + (LINES - 1) + " of daemon in");
			daemon.awaitLine("A standby \\(pid \\d+\\) is ready");
			RpcClient client = RpcClient.overUnixSocket(socket);
			awaitPaused(client, "one");
			awaitPaused(client, "two");
			long first = client.call("worker.info", "one").get("pid").asLong();
			ProcessHandle.of(first).orElseThrow().destroyForcibly();
			JavaProcess.await().until(() -> client.call("worker.info", "one").get("restarts").asLong() == 1);
			client.call("worker.resume", "one");
			JavaProcess.await().until(() -> lines("one").size() == 2 * LINES);
			daemon.terminate();
			assertThat(daemon.awaitExit()).isEqualTo(143);
		}
		assertThat(lines("two")).containsExactlyInAnyOrderElementsOf(expected());
		List<String> twice = new ArrayList<>(expected());
		twice.addAll(expected());
		assertThat(lines("one")).containsExactlyInAnyOrderElementsOf(twice);
		List<String> ofDaemon = logFiles("app").filter((file) -> !name(file).matches("app-(one|two|standby-).*"))
			.flatMap(LogbackFilesIT::read)
			.toList();
		assertThat(numbers(ofDaemon, "daemon")).containsExactlyInAnyOrderElementsOf(expected());
		assertThat(ofDaemon).noneMatch((line) -> line.contains(" of one in ") || line.contains(" of two in "));
	}

	private static List<String> expected() {
		return IntStream.range(0, LINES).mapToObj((line) -> "line " + line).toList();
	}

	private static void awaitPaused(RpcClient client, String worker) {
		JavaProcess.await().until(() -> client.call("worker.status", worker).asInt() == 2);
	}

	/**
	 * The lines in all files of a worker, without what follows the number.
	 */
	private List<String> lines(String worker) {
		return numbers(logFiles("app-" + worker).flatMap(LogbackFilesIT::read).toList(), worker);
	}

	private static List<String> numbers(List<String> lines, String who) {
		return lines.stream()
			.filter((line) -> line.contains(" of " + who + " in "))
			.map((line) -> line.replaceAll("^.*(line \\d+) of .*$", "$1"))
			.toList();
	}

	private Stream<Path> logFiles(String start) {
		try (Stream<Path> files = Files.list(this.temp.resolve("logs"))) {
			return files.filter((file) -> name(file).startsWith(start)).toList().stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String name(Path file) {
		return file.getFileName().toString();
	}

	private static Stream<String> read(Path file) {
		try {
			return Files.readAllLines(file).stream();
		}
		catch (NoSuchFileException ex) {
			// Rolled over since it was listed: the next look finds it by its other name
			return Stream.empty();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
