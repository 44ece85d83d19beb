package dev.daemonspring.region;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The status region on the daemon's side, which makes the file and, in the end, deletes
 * it. Thread-safe.
 */
public final class StatusRegion implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(StatusRegion.class);

	private final Path file;

	private final RegionLayout layout;

	private final FileChannel channel;

	private final MappedMemory header;

	private final List<DaemonSlot> slots = new ArrayList<>();

	private StatusRegion(Path file, RegionLayout layout, FileChannel channel) throws IOException {
		this.file = file;
		this.layout = layout;
		this.channel = channel;
		writeZeros(channel, layout.size() - 1, 1);
		writeZeros(channel, 0, RegionDescriptor.HEADER_SIZE);
		this.header = new MappedMemory(channel.map(MapMode.READ_WRITE, 0, RegionDescriptor.HEADER_SIZE));
		for (int index = 0; index < layout.slots(); index++) {
			long offset = layout.slotOffset(index);
			writeZeros(channel, offset, RegionDescriptor.MAILBOX_OFFSET);
			for (int cell = 0; cell < layout.mailboxCells(); cell++) {
				// The worker looks at the head of every cell
				writeZeros(channel, offset + layout.cellOffset(cell), RegionDescriptor.PAGE_SIZE);
			}
			MappedMemory memory = new MappedMemory(channel.map(MapMode.READ_WRITE, offset, layout.slotSize()));
			this.slots.add(new DaemonSlot(index, layout, channel, memory));
		}
		writeHeader();
	}

	private void writeHeader() {
		this.header.putLong(RegionDescriptor.MAGIC_OFFSET, RegionDescriptor.MAGIC);
		this.header.putInt(RegionDescriptor.SLOT_COUNT_OFFSET, this.layout.slots());
		this.header.putInt(RegionDescriptor.MAILBOX_SIZE_OFFSET, this.layout.mailboxSize());
		this.header.putInt(RegionDescriptor.MAILBOX_CELLS_OFFSET, this.layout.mailboxCells());
		this.header.putLong(RegionDescriptor.DAEMON_PID_OFFSET, ProcessHandle.current().pid());
		this.header.putIntRelease(RegionDescriptor.LAYOUT_VERSION_OFFSET, RegionDescriptor.LAYOUT_VERSION);
	}

	/**
	 * Make a region.
	 * @param file the file, which must not exist; its directory is made when absent
	 * @param layout the size of the region
	 * @return the region
	 * @throws RegionException when the directory or the file can't be made, belongs to
	 * another, or has no room
	 */
	public static StatusRegion create(Path file, RegionLayout layout) {
		try {
			makeDirectory(parent(file));
			FileChannel channel = FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ,
					StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS), permissions(file, "rw-------"));
			try {
				return new StatusRegion(file, layout, channel);
			}
			catch (IOException | RuntimeException ex) {
				channel.close();
				Files.deleteIfExists(file);
				throw ex;
			}
		}
		catch (FileAlreadyExistsException ex) {
			throw new RegionException("The status region '%s' can't be made: a file is there already".formatted(file),
					ex);
		}
		catch (IOException ex) {
			throw new RegionException("The status region '%s' can't be made: %s".formatted(file, ex), ex);
		}
	}

	private static void makeDirectory(Path directory) throws IOException {
		if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
			if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
				throw new RegionException(
						"The directory '%s' of the status region is not a directory, or a symbolic link"
							.formatted(directory));
			}
			requirePrivate(directory);
			return;
		}
		Files.createDirectories(parent(directory));
		Files.createDirectory(directory, permissions(directory, "rwx------"));
	}

	private static Path parent(Path path) {
		Path parent = path.toAbsolutePath().getParent();
		if (parent == null) {
			throw new RegionException("The path '%s' has no parent directory".formatted(path));
		}
		return parent;
	}

	/**
	 * A directory that others can write could have the file exchanged under our hands.
	 */
	private static void requirePrivate(Path directory) throws IOException {
		if (!isPosix(directory)) {
			return;
		}
		String owner = Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS).getName();
		String user = System.getProperty("user.name");
		if (!owner.equals(user)) {
			throw new RegionException("The directory '%s' of the status region belongs to '%s', not to '%s'"
				.formatted(directory, owner, user));
		}
		Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS);
		if (permissions.contains(PosixFilePermission.GROUP_WRITE)
				|| permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
			throw new RegionException("The directory '%s' of the status region can be written by others ('%s')"
				.formatted(directory, PosixFilePermissions.toString(permissions)));
		}
	}

	private static FileAttribute<?>[] permissions(Path path, String permissions) {
		return isPosix(path)
				? new FileAttribute<?>[] {
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)) }
				: new FileAttribute<?>[0];
	}

	private static boolean isPosix(Path path) {
		return path.getFileSystem().supportedFileAttributeViews().contains("posix");
	}

	static void writeZeros(FileChannel channel, long position, int count) throws IOException {
		ByteBuffer zeros = ByteBuffer.allocate(count);
		while (zeros.hasRemaining()) {
			channel.write(zeros, position + zeros.position());
		}
	}

	/**
	 * Return the file.
	 * @return the file
	 */
	public Path file() {
		return this.file;
	}

	/**
	 * Return the size of the region.
	 * @return the layout
	 */
	public RegionLayout layout() {
		return this.layout;
	}

	/**
	 * Return the daemon's end of a slot.
	 * @param index the number of the slot
	 * @return the slot
	 */
	public DaemonSlot slot(int index) {
		return this.slots.get(index);
	}

	/**
	 * Tell those who watch the file that the daemon lives.
	 */
	public void beat() {
		this.header.addLong(RegionDescriptor.HEARTBEAT_OFFSET, 1);
	}

	/**
	 * Delete the file. What was mapped stays readable, with its last content.
	 */
	@Override
	public void close() {
		try {
			this.channel.close();
			Files.deleteIfExists(this.file);
		}
		catch (IOException ex) {
			logger.warn("The status region '" + this.file + "' could not be deleted", ex);
		}
	}

}
