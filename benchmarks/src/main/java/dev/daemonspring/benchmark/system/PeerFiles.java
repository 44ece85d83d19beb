package dev.daemonspring.benchmark.system;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The files that other supervisors are configured by, and their executables.
 */
final class PeerFiles {

	/**
	 * Where {@code benchmarks/install-peers} puts what is no Debian package.
	 */
	private static final Path LOCAL = Path.of("benchmarks/target/peers/node_modules/.bin").toAbsolutePath();

	private PeerFiles() {
	}

	/**
	 * Find an executable.
	 * @param name its name
	 * @return its path, or {@code null} if it is not installed
	 */
	static @Nullable Path find(String name) {
		Stream<Path> directories = Arrays
			.stream(Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator))
			.map(Path::of);
		return Stream.concat(Stream.of(LOCAL), directories)
			.map((directory) -> directory.resolve(name))
			.filter(Files::isExecutable)
			.findFirst()
			.orElse(null);
	}

	static Path write(Path file, String text) {
		try {
			return Files.writeString(file, text);
		}
		catch (IOException ex) {
			throw new BenchmarkException("Can't write '" + file + "': " + ex, ex);
		}
	}

	/**
	 * Write the executable that some supervisors expect instead of a command.
	 */
	static Path writeScript(Path file, List<String> command) {
		write(file, "#!/bin/sh\nexec "
				+ command.stream().map((word) -> "'" + word + "'").collect(Collectors.joining(" ")) + "\n");
		try {
			return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
		}
		catch (IOException ex) {
			throw new BenchmarkException("Can't make '" + file + "' executable: " + ex, ex);
		}
	}

	/**
	 * Write the shell script that is kept alive. The shell is {@code bash}, which sends a
	 * datagram by itself.
	 * @return the command that runs it
	 */
	static List<String> writeLoop(Path file, int port) {
		write(file, """
				echo "script $$ 0" > /dev/udp/127.0.0.1/%d
				exec sleep 1000000
				""".formatted(port));
		return List.of("/bin/bash", file.toString());
	}

}
