package dev.daemonspring.classdata;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.process.ResidentMemory;

/**
 * The reasons not to make an archive, unless it is explicitly requested: it would not pay
 * off, or memory is short.
 */
final class ArchiveObstacle {

	/**
	 * The least memory that the JVM which makes an archive needs, in bytes.
	 */
	private static final long SMALLEST_JVM = 256L * 1024 * 1024;

	private static final Path ROOT = Path.of("/");

	private ArchiveObstacle() {
	}

	/**
	 * Find a reason not to make an archive now.
	 * @param ownDirectory whether a cache directory was configured
	 * @return the reason, or {@code null} when there is none
	 */
	static @Nullable String find(boolean ownDirectory) {
		OptionalLong self = ResidentMemory.of(ProcessHandle.current().pid());
		return of(ownDirectory, new ContainerSigns(ROOT, System.getenv()).find(), new AvailableMemory(ROOT).bytes(),
				Math.max(SMALLEST_JVM, self.orElse(0)));
	}

	/**
	 * Determine whether there is a reason not to make an archive.
	 * @param ownDirectory whether a cache directory was configured
	 * @param container the sign that this process runs in a container, if there is one
	 * @param available the available memory in bytes, if it is known
	 * @param needed the memory that one more JVM needs, in bytes
	 * @return the reason, or {@code null} when there is none
	 */
	static @Nullable String of(boolean ownDirectory, Optional<String> container, OptionalLong available, long needed) {
		if (!ownDirectory && container.isPresent()) {
			return ("this is a container (%s), and it would be made again in each. Set 'daemon.cache-directory' to a"
					+ " directory that outlives the container")
				.formatted(container.get());
		}
		if (available.isPresent() && available.getAsLong() < needed) {
			return "only %d MiB of memory are available, and one more JVM needs about %d MiB"
				.formatted(available.getAsLong() / (1024 * 1024), needed / (1024 * 1024));
		}
		return null;
	}

}
