package dev.daemonspring.region;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * A daemon's files in the directory of its status region. Each daemon holds a lock there
 * for as long as it lives. From that, other daemons, even in other containers, know
 * whether its files are still in use or are leftovers that can be removed.
 */
public final class RegionDirectory implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(RegionDirectory.class);

	private static final String LOCK_SUFFIX = ".lock";

	/**
	 * A file younger than this may belong to a daemon that is just about to lock it.
	 */
	private static final Duration YOUNG = Duration.ofSeconds(30);

	private final Path regionFile;

	private final Path lockFile;

	private @Nullable ExclusiveFile lock;

	private boolean closed;

	private RegionDirectory(Path regionFile) {
		this.regionFile = regionFile;
		this.lockFile = regionFile.resolveSibling(regionFile.getFileName() + LOCK_SUFFIX);
	}

	/**
	 * Return the files that this daemon is to have in a directory.
	 * @param directory the directory, which is created with the region
	 */
	public static RegionDirectory in(Path directory) {
		return new RegionDirectory(directory.toAbsolutePath()
			.resolve("daemon-%d-%x.region".formatted(ProcessHandle.current().pid(), System.nanoTime())));
	}

	/**
	 * Return the file for those arguments of worker processes that are too long for a
	 * command line.
	 * @param regionFile the file of the region
	 */
	public static Path argumentFile(Path regionFile) {
		return regionFile.resolveSibling(regionFile.getFileName() + ".args");
	}

	public Path regionFile() {
		return this.regionFile;
	}

	/**
	 * Lock this daemon's files and remove those of dead daemons. To be called after the
	 * region, and with it the directory, has been created. A failure here is logged and
	 * does not prevent the start.
	 */
	synchronized void lock() {
		try {
			this.lock = ExclusiveFile.hold(this.lockFile);
			removeDead();
		}
		catch (IOException ex) {
			logger.warn("Files of daemons that were killed could not be removed from '%s': %s"
				.formatted(this.regionFile.getParent(), ex));
		}
	}

	/**
	 * Lock this daemon's files again after the lock was deleted.
	 * @throws IOException if that is not possible
	 */
	public synchronized void lockAgain() throws IOException {
		ExclusiveFile former = this.lock;
		if (this.closed || former == null || Files.exists(this.lockFile, LinkOption.NOFOLLOW_LINKS)) {
			return;
		}
		this.lock = ExclusiveFile.hold(this.lockFile);
		former.close();
	}

	private void removeDead() throws IOException {
		Path directory = this.regionFile.getParent();
		try (DirectoryStream<Path> locks = Files.newDirectoryStream(directory, "daemon-*.region" + LOCK_SUFFIX)) {
			for (Path file : locks) {
				// The lock decides, not the pid: in containers every daemon may have the
				// same one
				if (isOld(file)) {
					removeUnlessHeld(file);
				}
			}
		}
	}

	private static void removeUnlessHeld(Path lockFile) throws IOException {
		try (ExclusiveFile held = ExclusiveFile.tryHold(lockFile)) {
			if (held != null) {
				String name = lockFile.toString();
				Path region = Path.of(name.substring(0, name.length() - LOCK_SUFFIX.length()));
				Files.deleteIfExists(region);
				Files.deleteIfExists(argumentFile(region));
				Files.deleteIfExists(RegionPaths.controlSocket(region));
				ExhaustionMark.clear(region);
				MetricsFiles.clear(region);
				Files.deleteIfExists(lockFile);
			}
		}
	}

	private static boolean isOld(Path file) throws IOException {
		Instant modified = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
		return modified.isBefore(Instant.now().minus(YOUNG));
	}

	@Override
	public synchronized void close() {
		this.closed = true;
		ExclusiveFile held = this.lock;
		if (held == null) {
			return;
		}
		try {
			Files.deleteIfExists(this.lockFile);
			held.close();
		}
		catch (IOException ex) {
			logger.debug("The lock file '" + this.lockFile + "' could not be removed", ex);
		}
	}

}
