package dev.daemonspring.region;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The names of the metrics files that belong to a status region.
 */
final class MetricsFiles {

	static final String INFIX = ".metrics.";

	private MetricsFiles() {
	}

	/**
	 * Remove the metrics files of a region whose daemon is gone.
	 * @param region the file of the region, which may no longer exist
	 * @throws IOException if they can't be removed
	 */
	static void clear(Path region) throws IOException {
		String prefix = region.getFileName() + INFIX;
		try (Stream<Path> files = Files.list(region.toAbsolutePath().getParent())) {
			List<Path> own = files.filter((path) -> path.getFileName().toString().startsWith(prefix)).toList();
			for (Path file : own) {
				Files.deleteIfExists(file);
			}
		}
	}

}
