package dev.daemonspring.classdata;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

import dev.daemonspring.region.ExclusiveFile;
import dev.daemonspring.region.OwnUser;
import dev.daemonspring.region.PrivateDirectory;

/**
 * The cache of archives, a directory for each. All daemons of a user share it; the one
 * that holds its lock makes an archive, and removes what has become useless.
 */
final class ArchiveDirectory {

	private static final Log logger = LogFactory.getLog(ArchiveDirectory.class);

	private static final String NAME = "daemonspring";

	private static final Duration UNUSED = Duration.ofDays(30);

	/**
	 * How long after its last use an archive is kept that is not up to date: running
	 * processes may still load classes from its jars. Each daemon notes the use of its
	 * archives much more often.
	 */
	private static final Duration SUPERSEDED = Duration.ofMinutes(10);

	private static final String LOCK = "lock";

	private final Path path;

	private final Clock clock;

	ArchiveDirectory(Path path, Clock clock) {
		this.path = real(path.toAbsolutePath());
		this.clock = clock;
	}

	/**
	 * Return the real path of a directory, as far as it is there. From here on nothing is
	 * reached through a link, so that nobody can turn one between a look and a use.
	 */
	private static Path real(Path path) {
		for (Path above = path; above != null; above = above.getParent()) {
			try {
				return above.toRealPath().resolve(above.relativize(path));
			}
			catch (IOException ex) {
				// Is not there yet
			}
		}
		return path;
	}

	/**
	 * Return where the archives of a user lie: in the user's cache directory or, in a
	 * container that has no home for its user, in the temporary directory.
	 * @param variables the environment variables
	 * @param properties the system properties
	 */
	static Path defaultPath(Map<String, String> variables, Map<String, String> properties) {
		String cache = variables.getOrDefault("XDG_CACHE_HOME", variables.getOrDefault("LOCALAPPDATA", ""));
		if (!cache.isEmpty() && Path.of(cache).isAbsolute()) {
			return Path.of(cache, NAME);
		}
		Path home = Path.of(properties.getOrDefault("user.home", ""));
		if (home.isAbsolute() && (Files.isWritable(home.resolve(".cache")) || Files.isWritable(home))) {
			return home.resolve(".cache").resolve(NAME);
		}
		return Path.of(properties.getOrDefault("java.io.tmpdir", ""), NAME + "-" + OwnUser.fileName() + "-cache");
	}

	Path path() {
		return this.path;
	}

	Path of(ArchiveKey key) {
		return this.path.resolve(key.directoryName());
	}

	/**
	 * Refuse a directory into which, or in whose place, another user could put something:
	 * what lies there is run.
	 */
	void requirePrivate(ArchiveKey key) throws IOException {
		PrivateDirectory.requireTrusted(this.path);
		PrivateDirectory.require(of(key));
	}

	/**
	 * Note that an archive is in use, so that it is not removed as one that is not.
	 */
	void used(ArchiveKey key) {
		try {
			Files.setLastModifiedTime(of(key).resolve(ArchiveManifest.NAME), FileTime.from(this.clock.instant()));
		}
		catch (IOException ex) {
			logger.debug("The use of a class-data archive could not be noted", ex);
		}
	}

	/**
	 * Become the one who changes this directory, which is made when there is none.
	 * @return the lock, or {@code null} when another daemon has it
	 * @throws IOException when the directory can't be made, or is not this user's own
	 */
	@Nullable ExclusiveFile tryLock() throws IOException {
		PrivateDirectory.createMissing(this.path);
		PrivateDirectory.requireTrusted(this.path);
		return ExclusiveFile.tryHold(this.path.resolve(LOCK));
	}

	/**
	 * Make the directory of a new archive, empty. Only for the holder of the lock.
	 */
	Path make(ArchiveKey key) throws IOException {
		Path directory = of(key);
		remove(directory);
		PrivateDirectory.create(directory);
		return directory;
	}

	/**
	 * Remove archives that are not finished, not used, or not up to date any more. Only
	 * for the holder of the lock.
	 * @param current the key of an archive that is about to be made
	 */
	void clean(ArchiveKey current) throws IOException {
		try (DirectoryStream<Path> directories = Files.newDirectoryStream(this.path)) {
			for (Path directory : directories) {
				String name = directory.getFileName().toString();
				if (name.matches(ArchiveKey.DIRECTORY_PATTERN) && !name.equals(current.directoryName())
						&& (!ArchiveManifest.exists(directory)
								|| isUnused(directory, name.startsWith(current.identity()) ? SUPERSEDED : UNUSED))) {
					logger.debug("Removing the class-data archive '" + directory + "'");
					remove(directory);
				}
			}
		}
	}

	private boolean isUnused(Path directory, Duration period) throws IOException {
		Instant lastUse = Files.getLastModifiedTime(directory.resolve(ArchiveManifest.NAME)).toInstant();
		return lastUse.isBefore(this.clock.instant().minus(period));
	}

	/**
	 * Remove an archive, its manifest first.
	 */
	static void remove(Path directory) throws IOException {
		Files.deleteIfExists(directory.resolve(ArchiveManifest.NAME));
		FileSystemUtils.deleteRecursively(directory);
	}

}
