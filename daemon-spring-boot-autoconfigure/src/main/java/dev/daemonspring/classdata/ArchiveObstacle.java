package dev.daemonspring.classdata;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.process.ResidentMemory;

/**
 * Why an archive is not worth making, or can't be afforded, unless somebody asks for it.
 */
final class ArchiveObstacle {

	/**
	 * What the JVM that makes an archive takes at least.
	 */
	private static final long SMALLEST_JVM = 256L * 1024 * 1024;

	private static final Path ROOT = Path.of("/");

	private ArchiveObstacle() {
	}

	/**
	 * Find what speaks against making an archive at the moment.
	 * @param ownDirectory whether a cache directory was configured
	 * @return the reason, or {@code null} when there is none
	 */
	static @Nullable String find(boolean ownDirectory) {
		OptionalLong self = ResidentMemory.of(ProcessHandle.current().pid());
		return of(ownDirectory, new ContainerSigns(ROOT, System.getenv()).find(), new AvailableMemory(ROOT).bytes(),
				Math.max(SMALLEST_JVM, self.orElse(0)));
	}

	/**
	 * Decide whether something speaks against making an archive.
	 * @param ownDirectory whether a cache directory was configured
	 * @param container what shows that this is a container
	 * @param available the bytes of memory that are left
	 * @param needed the bytes of memory that one more JVM takes
	 * @return the reason, or {@code null} when there is none
	 */
	static @Nullable String of(boolean ownDirectory, Optional<String> container, OptionalLong available, long needed) {
		if (!ownDirectory && container.isPresent()) {
			return ("this is a container (%s), and it would be made again in each. Set 'daemon.cache-directory' to a"
					+ " directory that outlives the container")
				.formatted(container.get());
		}
		if (available.isPresent() && available.getAsLong() < needed) {
			return "%d MiB of memory are left, and one more JVM takes some %d"
				.formatted(available.getAsLong() / (1024 * 1024), needed / (1024 * 1024));
		}
		return null;
	}

}
