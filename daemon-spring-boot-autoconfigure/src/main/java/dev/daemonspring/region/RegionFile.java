package dev.daemonspring.region;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The file of a region as its daemon holds it: safely created, with its disk space
 * actually allocated, and deleted at the end. Thread-safe.
 * <p>
 * After its creation it is only accessed in ways that an interrupt of the calling thread
 * does not affect; an interruptible channel would be closed.
 * <p>
 * Touching a mapped page beyond the end of the file raises a processor fault. For most
 * loads and stores in compiled code the JVM turns it into an {@link InternalError}, which
 * it throws from some later call on the same thread; for some, the JVM aborts. Callers
 * that can afford a system call therefore check first, and a truncation found by one of
 * them keeps all others away.
 */
final class RegionFile implements AutoCloseable {

	private static final byte[] ZEROS = new byte[64 * 1024];

	private final Path path;

	private final RandomAccessFile file;

	private final @Nullable Object key;

	private final long size;

	private volatile boolean truncated;

	private volatile boolean closed;

	private RegionFile(Path path, RandomAccessFile file, long size) throws IOException {
		this.path = path;
		this.file = file;
		this.size = size;
		this.key = key(path);
	}

	static RegionFile create(Path file, RegionLayout layout) {
		Path path = file.toAbsolutePath().normalize();
		try {
			RegionPlace.prepare(path);
			Files.createFile(path, RegionPlace.OWNER_ONLY);
			RegionFile created = new RegionFile(path, new RandomAccessFile(path.toFile(), "rw"), layout.size());
			created.allocate(layout);
			return created;
		}
		catch (IOException ex) {
			throw failure(path, "can't be created: " + ex,
					"Set 'daemon.directory' to a directory of yours with enough space.", ex);
		}
		catch (UnsupportedOperationException ex) {
			throw failure(path, "lies on a file system without owners and permissions",
					"Set 'daemon.directory' to a directory on another file system.", ex);
		}
	}

	private static @Nullable Object key(Path path) throws IOException {
		return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey();
	}

	static RegionException failure(Path path, String reason, String remedy, @Nullable Throwable cause) {
		return new RegionException("The status region '" + path + "' " + reason + ". " + remedy, cause);
	}

	private void allocate(RegionLayout layout) throws IOException {
		try {
			// First the magic number, which identifies the file as ours if the daemon
			// dies now
			this.file.write(RegionPlace.magic());
			// Then the size: the mailbox bodies remain a hole in the file until first
			// used
			this.file.setLength(layout.size());
			fill(Long.BYTES, RegionDescriptor.HEADER_SIZE - Long.BYTES);
			for (int slot = 0; slot < layout.slots(); slot++) {
				fill(RegionDescriptor.slotPosition(layout, slot), RegionDescriptor.statusSize(layout));
			}
		}
		catch (IOException ex) {
			close();
			throw ex;
		}
	}

	Path path() {
		return this.path;
	}

	SharedMemory map(long position, int size) {
		try {
			return new SharedMemory(this.file.getChannel().map(FileChannel.MapMode.READ_WRITE, position, size));
		}
		catch (IOException ex) {
			throw failure(this.path, "can't be mapped: " + ex, "Free memory or address space, or use fewer workers.",
					ex);
		}
	}

	// Actually write zeros, so that a full file system is an error now and not a fault
	// when the mapped page is touched.
	synchronized void fill(long position, int size) throws IOException {
		this.file.seek(position);
		for (int remaining = size; remaining > 0; remaining -= ZEROS.length) {
			this.file.write(ZEROS, 0, Math.min(remaining, ZEROS.length));
		}
	}

	/**
	 * Check whether the file still has its size, by a system call. Takes no lock, so that
	 * it never waits for {@link #fill}.
	 * @return whether the mapped pages may be touched
	 */
	boolean verify() {
		if (this.closed) {
			return !this.truncated;
		}
		try {
			long length = this.file.length();
			if (length < this.size) {
				this.truncated = true;
			}
		}
		catch (IOException ex) {
			// Concurrently closed by another thread
		}
		return !this.truncated;
	}

	/**
	 * Return whether the file was found to be truncated. No system call.
	 * @return whether the mapped pages must not be touched
	 */
	boolean isTruncated() {
		return this.truncated;
	}

	/**
	 * Check, by a system call, whether the file, or a link to it, is still at its path.
	 * @return whether other processes find it there
	 */
	boolean isInPlace() {
		return this.closed || RegionLink.leadsTo(this.path, this.key);
	}

	/**
	 * Put a link to the deleted file in its place.
	 * @throws IOException if that is not possible
	 * @throws RegionException if the place is not safe
	 */
	synchronized void restore() throws IOException {
		Object known = this.key;
		if (!this.closed && known != null) {
			RegionPlace.prepareDirectory(this.path);
			RegionLink.put(this.path, known);
		}
	}

	boolean isClosed() {
		return this.closed;
	}

	RegionException truncation(@Nullable Throwable cause) {
		return failure(this.path, "was truncated", "Restart the daemon, and leave its file alone.", cause);
	}

	@Override
	public synchronized void close() {
		if (this.closed) {
			return;
		}
		this.closed = true;
		try {
			boolean linked = Files.isSymbolicLink(this.path) && RegionLink.leadsTo(this.path, this.key);
			this.file.close();
			// Another daemon may have put its own file in the place of this one
			if (linked || (Files.exists(this.path, LinkOption.NOFOLLOW_LINKS)
					&& Objects.equals(key(this.path), this.key))) {
				Files.deleteIfExists(this.path);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
