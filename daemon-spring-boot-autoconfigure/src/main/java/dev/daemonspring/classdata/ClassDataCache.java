package dev.daemonspring.classdata;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import dev.daemonspring.process.ClassDataArchive;
import dev.daemonspring.process.JvmCommand;
import dev.daemonspring.process.JvmEnvironment;
import dev.daemonspring.process.LaunchPlan;
import dev.daemonspring.region.FailureReason;

/**
 * Looks for archives in the cache. Thread-safe. An archive is read through and compared
 * with its manifest once in the daemon's life, and again when its file has changed; the
 * sizes of all its files are looked at for every process.
 */
final class ClassDataCache {

	private static final Log logger = LogFactory.getLog(ClassDataCache.class);

	static final String CLASS_PATH = "classpath";

	private final ArchiveKind kind;

	private final JvmEnvironment environment;

	private final JvmCommand command;

	private final ArchiveDirectory directory;

	private final Map<ArchiveKey, Identity> verified = new ConcurrentHashMap<>();

	private final Set<String> told = ConcurrentHashMap.newKeySet();

	ClassDataCache(ArchiveKind kind, JvmEnvironment environment, ArchiveDirectory directory) {
		this.kind = kind;
		this.environment = environment;
		this.command = new JvmCommand(environment);
		this.directory = directory;
	}

	/**
	 * Return the key of the archive that fits processes of a plan at the moment.
	 * @param plan the plan
	 * @return the key, or {@code null} when there can be no archive, which is told
	 */
	@Nullable ArchiveKey key(LaunchPlan plan) {
		try {
			List<ClassPathEntry> classPath = ClassPathEntry.of(this.environment.classPath().entries());
			List<String> options = this.command.options(List.of(), plan);
			Optional<String> conflict = ArchiveConflict.in(options);
			String obstacle = conflict.isPresent() ? "they start with '" + conflict.get() + "'"
					: ArchivedClassPath.obstacle(this.environment, classPath, System.getenv());
			if (obstacle == null) {
				LaunchPlan training = TrainingPlan.of(plan);
				return ArchiveKey.of(this.kind, this.environment, this.command.options(List.of(), training), classPath);
			}
			tell("No class-data archive for worker processes: " + obstacle);
		}
		catch (IOException | RuntimeException ex) {
			tell("No class-data archive for worker processes: " + FailureReason.of(ex));
		}
		return null;
	}

	/**
	 * Return an archive that can be used.
	 * @param key its key
	 * @return the archive, or {@code null} when there is none
	 */
	@Nullable ClassDataArchive find(ArchiveKey key) {
		Path path = this.directory.of(key);
		if (!Files.exists(path)) {
			return null;
		}
		if (!ArchiveManifest.exists(path)) {
			tell("Class-data archive '%s' is ignored: it is not finished".formatted(path));
			return null;
		}
		try {
			this.directory.requirePrivate(key);
			Path archive = this.kind.file(path);
			Identity identity = Identity.of(path, archive);
			ArchiveManifest.verify(path, !identity.equals(this.verified.get(key)));
			if (!identity.equals(Identity.of(path, archive))) {
				throw new IOException("it was replaced while it was looked at");
			}
			this.verified.put(key, identity);
			return new ClassDataArchive(this.kind.use(path), path.resolve(CLASS_PATH));
		}
		catch (IOException | RuntimeException ex) {
			this.verified.remove(key);
			if (this.told.add(path + ex.toString())) {
				logger.warn("Class-data archive '%s' is ignored: %s".formatted(path, FailureReason.of(ex)));
			}
			return null;
		}
	}

	/**
	 * Tell something once: it is true of every process.
	 */
	private void tell(String message) {
		if (this.told.add(message)) {
			logger.info(message);
		}
	}

	/**
	 * By what an archive that was looked at is known again.
	 *
	 * @param directory the file system's key of its directory
	 * @param archive the file system's key of its file
	 * @param modified when its file was modified
	 */
	private record Identity(@Nullable Object directory, @Nullable Object archive, FileTime modified) {

		static Identity of(Path directory, Path archive) throws IOException {
			BasicFileAttributes file = attributes(archive);
			return new Identity(attributes(directory).fileKey(), file.fileKey(), file.lastModifiedTime());
		}

		private static BasicFileAttributes attributes(Path path) throws IOException {
			return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
		}

	}

}
