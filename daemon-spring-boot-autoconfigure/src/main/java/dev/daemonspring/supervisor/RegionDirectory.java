package dev.daemonspring.supervisor;

import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * Where the status region lies: in a directory of the user's own, in memory where the
 * system has a file system for that.
 */
final class RegionDirectory {

	private static final Path SHARED_MEMORY = Path.of("/dev/shm");

	private RegionDirectory() {
	}

	static Path regionFile(@Nullable Path configured) {
		Path directory = (configured != null) ? configured : defaultDirectory();
		return directory.toAbsolutePath()
			.resolve("daemon-" + ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime()) + ".region");
	}

	private static Path defaultDirectory() {
		boolean inMemory = Files.isDirectory(SHARED_MEMORY) && Files.isWritable(SHARED_MEMORY);
		Path parent = inMemory ? SHARED_MEMORY : Path.of(System.getProperty("java.io.tmpdir"));
		return parent.resolve("daemonspring-" + System.getProperty("user.name", "unknown").replaceAll("\\W", "_"));
	}

}
