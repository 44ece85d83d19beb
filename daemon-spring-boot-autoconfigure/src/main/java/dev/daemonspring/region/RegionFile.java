package dev.daemonspring.region;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The file of a region, as its daemon holds it: made safely, grown for certain, deleted
 * in the end. Thread-safe.
 * <p>
 * After its creation it is accessed only in ways that an interrupt of the calling thread
 * does not close, as it would an interruptible channel.
 * <p>
 * To touch a mapped page beyond the end of the file is a fault of the processor. For a
 * plain load or store in compiled code the virtual machine makes of it an
 * {@link InternalError}, which it throws out of some later call of the same thread; for
 * an atomic instruction it may not even survive. So whoever can afford a system call
 * looks before he touches, and what one has found keeps all others away.
 */
final class RegionFile implements AutoCloseable {

	private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_DIRECTORY = PosixFilePermissions
		.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

	private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY = PosixFilePermissions
		.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

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
			UserPrincipal owner = prepareDirectory(path);
			removeFormer(path, owner);
			Files.createFile(path, OWNER_ONLY);
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

	private static UserPrincipal prepareDirectory(Path path) throws IOException {
		Path directory = path.getParent();
		if (directory == null) {
			throw failure(path, "is no file", "Name a file in a directory of yours.", null);
		}
		if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
			Files.createDirectories(directory, OWNER_ONLY_DIRECTORY);
		}
		PosixFileAttributes attributes = attributes(directory);
		if (attributes.isSymbolicLink() || !attributes.isDirectory()) {
			throw failure(path,
					"lies in '" + directory + "', which is no directory but "
							+ (attributes.isSymbolicLink() ? "a symbolic link" : "another kind of file"),
					"Remove it, or set 'daemon.directory' to another directory.", null);
		}
		Set<PosixFilePermission> permissions = attributes.permissions();
		if (permissions.contains(PosixFilePermission.OTHERS_WRITE)
				|| permissions.contains(PosixFilePermission.GROUP_WRITE)) {
			throw failure(path,
					"lies in '" + directory + "', where others may write (" + PosixFilePermissions.toString(permissions)
							+ ")",
					"Make it yours alone with 'chmod 700', or set 'daemon.directory' to another directory.", null);
		}
		UserPrincipal self = self(directory);
		if (!attributes.owner().equals(self)) {
			throw failure(path, "lies in '" + directory + "', which belongs to '" + attributes.owner()
					+ "' and not to '" + self + "'", "Set 'daemon.directory' to a directory of yours.", null);
		}
		return self;
	}

	private static UserPrincipal self(Path directory) throws IOException {
		// Who we are is known for certain only from what we make: a container's user
		// often has no name
		Path probe = Files.createTempFile(directory, ".owner", null, OWNER_ONLY);
		try {
			return attributes(probe).owner();
		}
		finally {
			Files.delete(probe);
		}
	}

	private static void removeFormer(Path path, UserPrincipal owner) throws IOException {
		if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
			return;
		}
		PosixFileAttributes attributes = attributes(path);
		if (!attributes.isRegularFile() || !attributes.owner().equals(owner) || !isRegion(path)) {
			throw failure(path, "exists and is no status region of yours",
					"Remove it, or set 'daemon.directory' to another directory.", null);
		}
		Files.delete(path);
	}

	private static boolean isRegion(Path path) throws IOException {
		ByteBuffer magic = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
		try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
			return channel.read(magic, RegionDescriptor.MAGIC_OFFSET) == Long.BYTES
					&& magic.getLong(0) == RegionDescriptor.MAGIC;
		}
	}

	private static PosixFileAttributes attributes(Path path) throws IOException {
		return Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
	}

	private static @Nullable Object key(Path path) throws IOException {
		return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey();
	}

	static RegionException failure(Path path, String reason, String remedy, @Nullable Throwable cause) {
		return new RegionException("The status region '" + path + "' " + reason + ". " + remedy, cause);
	}

	private void allocate(RegionLayout layout) throws IOException {
		try {
			// The size first, so that the mailboxes' bodies stay a hole until they are
			// used
			this.file.setLength(layout.size());
			fill(0, RegionDescriptor.HEADER_SIZE);
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
			this.file.close();
			// Another daemon may have put its own in the place of this one
			if (Files.exists(this.path, LinkOption.NOFOLLOW_LINKS) && Objects.equals(key(this.path), this.key)) {
				Files.deleteIfExists(this.path);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
