package dev.daemonspring.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.example.testsupport.JavaProcess;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The command line as a user runs it, about the daemons of one directory.
 *
 * @param directory the directory
 */
record CommandLine(Path directory) {

	/**
	 * Return the executable jar of the command line.
	 */
	static Path jar() {
		try (Stream<Path> files = Files.list(Path.of("../daemon-cli/target"))) {
			return files.filter((file) -> file.getFileName().toString().matches("daemon-cli-[0-9.]+(-SNAPSHOT)?\\.jar"))
				.findFirst()
				.orElseThrow()
				.toAbsolutePath()
				.normalize();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static String java() {
		return Path.of(System.getProperty("java.home"), "bin", "java").toString();
	}

	/**
	 * Run a command to its end.
	 */
	Result run(String... args) {
		return runBy(List.of(java(), JavaProcess.QUICK_START, "-jar", jar().toString()), args);
	}

	/**
	 * Run a command by another program, to its end.
	 */
	Result runBy(List<String> program, String... args) {
		try {
			Path err = Files.createTempFile("command-line", ".err");
			Process process = start(program, err, args);
			String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			if (!process.waitFor(JavaProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
				process.destroyForcibly();
				throw new AssertionError("%s still runs".formatted(List.of(args)));
			}
			Result result = new Result(process.exitValue(), out, Files.readString(err));
			Files.delete(err);
			return result;
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
	 * Start a command that does not end by itself. Its standard output is a pipe.
	 */
	Process start(String... args) throws IOException {
		return start(List.of(java(), JavaProcess.QUICK_START, "-jar", jar().toString()), Path.of("/dev/null"), args);
	}

	private Process start(List<String> program, Path err, String... args) throws IOException {
		List<String> command = new ArrayList<>(program);
		command.addAll(List.of(args));
		ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
		builder.environment().put("DAEMON_DIRECTORY", this.directory.toString());
		builder.environment().remove("JAVA_TOOL_OPTIONS");
		return builder.start();
	}

	/**
	 * What a command did.
	 *
	 * @param exitCode its exit code
	 * @param out what it wrote to its standard output
	 * @param err what it wrote to its standard error
	 */
	record Result(int exitCode, String out, String err) {

		JsonNode json() {
			return JsonMapper.shared().readTree(this.out);
		}

	}

}
