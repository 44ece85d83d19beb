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
 * The file of a region, as its daemon holds it: made safely, grown for certain, deleted
 * in the end. Thread-safe.
 * <p>
 * After its creation it is accessed only in ways that an interrupt of the calling thread
 * does not close, as it would an interruptible channel.
 * <p>
 * To touch a mapped page beyond the end of the file is a fault of the processor. For most
 * loads and stores in compiled code the virtual machine makes of it an
 * {@link InternalError}, which it throws out of some later call of the same thread; for
 * some it aborts. So whoever can afford a system call looks before he touches, and what
 * one has found keeps all others away.
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
			// First of all what tells the file as ours, should the daemon die right now
			this.file.write(RegionPlace.magic());
			// Then the size: the mailboxes' bodies stay a hole until they are used
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

	// Really write zeros, so that a full file system is an error now and not a fault when
	// the mapped page is touched.
	synchronized void fill(long position, int size) throws IOException {
		this.file.seek(position);
		for (int remaining = size; remaining > 0; remaining -= ZEROS.length) {
			this.file.write(ZEROS, 0, Math.min(remaining, ZEROS.length));
		}
	}

	/**
	 * Look whether the file still has its size: a system call. No lock, so that who looks
	 * never waits for one who fills.
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
			// Closed by another thread at this moment
		}
		return !this.truncated;
	}

	/**
	 * Return whether somebody has looked and found the file cut off. No system call.
	 * @return whether the mapped pages must not be touched
	 */
	boolean isTruncated() {
		return this.truncated;
	}

	/**
	 * Look whether the file is where it was made, or a link to it: a system call.
	 * @return whether other processes find it by its path
	 */
	boolean isInPlace() {
		return this.closed || RegionLink.leadsTo(this.path, this.key);
	}

	/**
	 * Put a link to the file, which was deleted, in its place.
	 * @throws IOException when that is not possible
	 * @throws RegionException when the place is not safe
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
			// Another daemon may have put its own in the place of this one
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
