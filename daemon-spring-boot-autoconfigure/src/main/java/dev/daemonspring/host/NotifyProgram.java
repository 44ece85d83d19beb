package dev.daemonspring.host;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The program {@code systemd-notify}, by which messages are sent to a service manager:
 * Java has no datagram sockets of the operating system's own, and systemd comes with this
 * program.
 *
 * @see <a href=
 * "https://www.freedesktop.org/software/systemd/man/latest/systemd-notify.html">systemd-notify</a>
 */
final class NotifyProgram {

	static final String NAME = "systemd-notify";

	private static final List<String> USUAL = List.of("/usr/bin", "/bin");

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final Path program;

	private final String socket;

	/**
	 * Create the program.
	 * @param program its file
	 * @param socket the address to which it sends
	 */
	NotifyProgram(Path program, String socket) {
		this.program = program;
		this.socket = socket;
	}

	/**
	 * Find the program.
	 * @param environment the variables of this process
	 */
	static Optional<Path> find(Map<String, String> environment) {
		List<String> directories = new ArrayList<>(
				Arrays.asList(environment.getOrDefault("PATH", "").split(File.pathSeparator)));
		directories.addAll(USUAL);
		return directories.stream()
			.filter((directory) -> directory.startsWith("/"))
			.map((directory) -> Path.of(directory, NAME))
			.filter(Files::isExecutable)
			.findFirst();
	}

	/**
	 * Send a message and wait until the service manager has it.
	 * @param assignments the message, such as {@code READY=1}
	 * @throws IOException when it can't be sent, or is not taken within ten seconds
	 */
	void send(String... assignments) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(List.of(this.program.toString()));
		command.addAll(List.of(assignments));
		ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(Redirect.DISCARD)
			.redirectError(Redirect.DISCARD);
		builder.environment().put("NOTIFY_SOCKET", this.socket);
		Process process = builder.start();
		try {
			process.getOutputStream().close();
			if (!process.waitFor(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
				throw new IOException("'%s' did not end within %s".formatted(this.program, TIMEOUT));
			}
			if (process.exitValue() != 0) {
				throw new IOException("'%s' ended with exit code %d".formatted(this.program, process.exitValue()));
			}
		}
		finally {
			process.destroyForcibly();
		}
	}

}
