package org.example.isolation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import org.example.testsupport.JavaProcess;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * What another user of the machine can't do to a daemon. Only root can play two users, so
 * these tests need root.
 */
class OtherUsersIT {

	private static final String STRANGER = "65534";

	@TempDir
	Path temp;

	@BeforeEach
	void assumeRoot() throws IOException {
		assumeThat(Files.getAttribute(this.temp, "unix:uid")).as("user id").isEqualTo(0);
	}

	@Test
	void daemonWhenItsDirectoryIsOfAnotherUserRefusesToStart() throws IOException {
		Path directory = Files.createDirectory(this.temp.resolve("foreign"));
		Files.setAttribute(directory, "unix:uid", 12345);
		assertRefused(directory, "which belongs to '12345' and not to 'root'");
	}

	@Test
	void daemonWhenItsDirectoryIsASymbolicLinkRefusesToStart() throws IOException {
		Path target = Files.createDirectory(this.temp.resolve("target"));
		assertRefused(Files.createSymbolicLink(this.temp.resolve("link"), target), "a symbolic link");
		assertThat(target).isEmptyDirectory();
	}

	@Test
	void daemonWhenOthersMayWriteIntoItsDirectoryRefusesToStart() throws IOException {
		Path directory = Files.createDirectory(this.temp.resolve("open"));
		Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
		assertRefused(directory, "others may write (rwxrwxrwx)");
	}

	private void assertRefused(Path directory, String reason) throws IOException {
		Crew crew = new Crew(this.temp, 1);
		try (JavaProcess daemon = crew.start("--daemon.directory=" + directory)) {
			assertThat(daemon.awaitExit()).isEqualTo(1);
			assertThat(daemon.output()).contains("APPLICATION FAILED TO START")
				.contains("'" + directory + "'")
				.contains(reason)
				.contains("Action:")
				.contains("daemon.directory");
		}
		assertThat(crew.ledger().lines()).as("what workers did").isEmpty();
	}

	@Test
	void socketWhenAnotherUserCallsRefuses() throws Exception {
		assumeThat(Path.of("/usr/bin/setpriv")).exists();
		Path program = Files.createDirectories(this.temp.resolve("program/org/example/isolation"));
		try (var classFile = SocketCaller.class.getResourceAsStream("SocketCaller.class")) {
			Files.copy(classFile, program.resolve("SocketCaller.class"));
		}
		open(this.temp);
		Path socket = this.temp.resolve("run/s");
		Crew crew = new Crew(this.temp, 1);
		try (JavaProcess daemon = crew.start("--daemon.rpc.sockets=unix://" + socket)) {
			crew.awaitLooping(daemon);
			JavaProcess.await().until(() -> Files.exists(socket));
			assertThat(callAs(STRANGER, socket)).startsWith("no connection: Permission denied");
			// Somebody opens the doors of the file system: the kernel still tells who
			// calls
			open(socket.getParent());
			open(socket);
			assertThat(callAs(STRANGER, socket)).startsWith("answer: ").contains("-32022").doesNotContain("result");
			daemon.awaitLine("comes from another user");
			assertThat(daemon.isAlive()).isTrue();
			assertThat(callAs("0", socket)).contains("\"result\":0");
			assertThat(daemon.awaitExit()).isZero();
		}
	}

	private void open(Path file) throws IOException {
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxrwxrwx"));
	}

	private String callAs(String user, Path socket) throws IOException, InterruptedException {
		List<String> command = List.of("setpriv", "--reuid", user, "--clear-groups",
				Path.of(System.getProperty("java.home"), "bin", "java").toString(), JavaProcess.QUICK_START, "-cp",
				this.temp.resolve("program").toString(), SocketCaller.class.getName(), socket.toString());
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		process.waitFor();
		return output;
	}

}
