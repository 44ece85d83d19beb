package dev.daemonspring.supervisor;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Where the status region lies: in a directory of the user's own, in memory where the
 * system has a file system for that. Each daemon holds a lock there for as long as it
 * lives, so that the files of one that was killed can be told from those of a living one,
 * also of another container, and removed.
 */
final class RegionDirectory implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(RegionDirectory.class);

	private static final Path SHARED_MEMORY = Path.of("/dev/shm");

	private static final String LOCK_SUFFIX = ".lock";

	/**
	 * A file this young may be of a daemon that is just about to lock it.
	 */
	private static final Duration YOUNG = Duration.ofSeconds(30);

	private final Path regionFile;

	private final Path lockFile;

	private @Nullable FileChannel lock;

	private RegionDirectory(Path regionFile) {
		this.regionFile = regionFile;
		this.lockFile = regionFile.resolveSibling(regionFile.getFileName() + LOCK_SUFFIX);
	}

	static RegionDirectory of(@Nullable Path configured) {
		Path directory = ((configured != null) ? configured : defaultDirectory()).toAbsolutePath();
		return new RegionDirectory(directory
			.resolve(prefix(ProcessHandle.current().pid()) + Long.toHexString(System.nanoTime()) + ".region"));
	}

	private static Path defaultDirectory() {
		boolean inMemory = Files.isDirectory(SHARED_MEMORY) && Files.isWritable(SHARED_MEMORY);
		Path parent = inMemory ? SHARED_MEMORY : Path.of(System.getProperty("java.io.tmpdir"));
		return parent.resolve("daemonspring-" + System.getProperty("user.name", "unknown").replaceAll("\\W", "_"));
	}

	private static String prefix(long pid) {
		return "daemon-" + pid + "-";
	}

	Path regionFile() {
		return this.regionFile;
	}

	/**
	 * Lock this daemon's files and remove those of the dead. Comes after the region was
	 * made, and with it the directory; what fails here is not worth a start.
	 */
	void occupy() {
		try {
			FileChannel channel = FileChannel.open(this.lockFile, StandardOpenOption.CREATE_NEW,
					StandardOpenOption.WRITE);
			this.lock = channel;
			channel.lock();
			removeDead();
		}
		catch (IOException ex) {
			logger.warn("Files of daemons that were killed could not be removed from '%s': %s"
				.formatted(this.regionFile.getParent(), ex));
		}
	}

	private void removeDead() throws IOException {
		Path directory = this.regionFile.getParent();
		try (DirectoryStream<Path> locks = Files.newDirectoryStream(directory, "daemon-*.region" + LOCK_SUFFIX)) {
			for (Path file : locks) {
				boolean ours = file.getFileName().toString().startsWith(prefix(ProcessHandle.current().pid()));
				if (!ours && isOld(file) && isUnlocked(file)) {
					String region = file.toString().substring(0, file.toString().length() - LOCK_SUFFIX.length());
					Files.deleteIfExists(Path.of(region));
					Files.deleteIfExists(ProcessLauncher.argumentFile(Path.of(region)));
					Files.deleteIfExists(file);
				}
			}
		}
	}

	private static boolean isOld(Path file) throws IOException {
		Instant modified = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
		return modified.isBefore(Instant.now().minus(YOUNG));
	}

	private static boolean isUnlocked(Path file) throws IOException {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
				FileLock lock = channel.tryLock()) {
			return lock != null;
		}
		catch (OverlappingFileLockException ex) {
			return false;
		}
	}

	@Override
	public void close() {
		FileChannel channel = this.lock;
		if (channel == null) {
			return;
		}
		try {
			Files.deleteIfExists(this.lockFile);
			channel.close();
		}
		catch (IOException ex) {
			logger.debug("The lock file '" + this.lockFile + "' could not be removed", ex);
		}
	}

}
