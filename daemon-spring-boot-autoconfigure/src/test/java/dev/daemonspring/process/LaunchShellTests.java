package dev.daemonspring.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Tests for {@link LaunchShell}, with small programs in the place of a JVM.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LaunchShellTests {

	private @TempDir Path directory;

	@BeforeEach
	void requireShell() {
		assumeThat(LaunchShell.isAvailable()).as("a shell").isTrue();
	}

	@Test
	void commandPassesArgumentsAsTheyAre() throws Exception {
		Process process = start("for each; do printf '%s\\n' \"$each\"; done", "$(touch x)", "a  b", "c'd\"e", "*", "");
		assertThat(output(process).split("\n", -1)).containsExactly("-Ddaemon.control-pipe=/dev/fd/3", "$(touch x)",
				"a  b", "c'd\"e", "*", "", "");
	}

	@Test
	void commandMovesStandardInput() throws Exception {
		Process process = start("cat; echo then; cat /dev/fd/3");
		try (OutputStream pipe = process.getOutputStream()) {
			pipe.write("through the pipe".getBytes(StandardCharsets.UTF_8));
		}
		assertThat(output(process)).isEqualTo("then\nthrough the pipe");
	}

	@Test
	void commandBecomesTheProgram() throws Exception {
		Process process = start("echo $$");
		assertThat(output(process).trim()).isEqualTo(Long.toString(process.pid()));
	}

	private Process start(String script, String... arguments) throws IOException {
		Path program = Files.writeString(this.directory.resolve("java"), "#!/bin/sh\n" + script + "\n");
		assumeThat(program.toFile().setExecutable(true)).isTrue();
		List<String> command = new ArrayList<>(List.of(program.toString()));
		command.addAll(List.of(arguments));
		return new ProcessBuilder(LaunchShell.command(command)).redirectError(ProcessBuilder.Redirect.INHERIT).start();
	}

	private static String output(Process process) throws IOException {
		return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
	}

}
