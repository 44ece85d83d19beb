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
 * The cache of archives, with a directory for each. All daemons of a user share it; only
 * the one that holds its lock makes an archive and removes obsolete ones.
 */
final class ArchiveDirectory {

	private static final Log logger = LogFactory.getLog(ArchiveDirectory.class);

	private static final String NAME = "daemonspring";

	private static final Duration UNUSED = Duration.ofDays(30);

	/**
	 * How long an outdated archive is kept after its last use: running processes may
	 * still load classes from its jars. Each daemon records the use of its archives much
	 * more often.
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
	 * Return the real path of a directory, as far as it exists. From then on nothing is
	 * reached through a link, so that no link can be changed between a check and the use.
	 */
	private static Path real(Path path) {
		for (Path above = path; above != null; above = above.getParent()) {
			try {
				return above.toRealPath().resolve(above.relativize(path));
			}
			catch (IOException ex) {
				// Does not exist yet
			}
		}
		return path;
	}

	/**
	 * Return the default directory of a user's archives: in the user's cache directory
	 * or, if the home of the user can't be written, as in some containers, in the
	 * temporary directory.
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
	 * Refuse a directory that another user could write to or replace: its content is
	 * executed.
	 */
	void requirePrivate(ArchiveKey key) throws IOException {
		PrivateDirectory.requireTrusted(this.path);
		PrivateDirectory.require(of(key));
	}

	/**
	 * Record that an archive is in use, so that it is not removed as unused.
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
	 * Acquire the right to change this directory, which is created if it is absent.
	 * @return the lock, or {@code null} if another daemon holds it
	 * @throws IOException if the directory can't be created, or another user could change
	 * it
	 */
	@Nullable ExclusiveFile tryLock() throws IOException {
		PrivateDirectory.createMissing(this.path);
		PrivateDirectory.requireTrusted(this.path);
		return ExclusiveFile.tryHold(this.path.resolve(LOCK));
	}

	/**
	 * Create the directory of a new archive, empty. Only for the holder of the lock.
	 */
	Path make(ArchiveKey key) throws IOException {
		Path directory = of(key);
		remove(directory);
		PrivateDirectory.create(directory);
		return directory;
	}

	/**
	 * Remove archives that are incomplete, unused or outdated. Only for the holder of the
	 * lock.
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
