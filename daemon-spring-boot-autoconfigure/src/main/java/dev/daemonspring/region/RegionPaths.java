package dev.daemonspring.region;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Where regions are, by default, and what lies beside one. Stateless; needs no library.
 */
public final class RegionPaths {

	private static final String DIRECTORY = "daemonspring-";

	private static final String REGIONS = "daemon-*.region";

	private RegionPaths() {
	}

	/**
	 * Return the directory of shared memory, or {@code null} if the system has none.
	 */
	static @Nullable Path sharedMemory() {
		return System.getProperty("os.name", "").startsWith("Linux") ? Path.of("/dev/shm") : null;
	}

	static Path temporary() {
		return Path.of(System.getProperty("java.io.tmpdir"));
	}

	/**
	 * Return the name of this user's directory of regions.
	 */
	static String directoryName() {
		return DIRECTORY + OwnUser.fileName();
	}

	/**
	 * Return the directories in which this user's daemons have their regions if they are
	 * not configured to have them elsewhere.
	 * @return the directories, which need not exist
	 */
	public static List<Path> directories() {
		List<Path> directories = new ArrayList<>();
		Path memory = sharedMemory();
		if (memory != null) {
			directories.add(memory.resolve(directoryName()));
		}
		directories.add(temporary().resolve(directoryName()));
		return directories;
	}

	/**
	 * Return what a directory has under the names of regions, whatever it is.
	 * @param directory the directory
	 * @return the paths, in the order of their names
	 * @throws IOException if the directory can't be read
	 */
	public static List<Path> regions(Path directory) throws IOException {
		List<Path> regions = new ArrayList<>();
		try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, REGIONS)) {
			found.forEach(regions::add);
		}
		regions.sort(null);
		return regions;
	}

	/**
	 * Return the file of the socket on which the daemon of a region takes orders.
	 * @param regionFile the file of the region
	 * @return the file, which need not exist
	 */
	public static Path controlSocket(Path regionFile) {
		return regionFile.resolveSibling(regionFile.getFileName() + ".sock");
	}

}
