package dev.daemonspring.region;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A region as others than its daemon and worker processes see it, such as a tool at the
 * prompt: whether the daemon runs, hangs or is dead. Confined to one thread.
 * <p>
 * The file is read and never mapped, so that one that is cut short meanwhile is an error
 * and no fault of the processor. Nothing is written, locked or waited for. What is read
 * may come from a broken or hostile process: every length is checked.
 */
public final class RegionView implements AutoCloseable {

	/**
	 * A write takes some tens of nanoseconds, and the copy of a page hardly more.
	 */
	private static final int ATTEMPTS = 100;

	private final Path file;

	private final FileChannel channel;

	private final RegionLayout layout;

	// Direct: only these allow access with memory ordering
	private final ByteBuffer page = ByteBuffer.allocateDirect(RegionDescriptor.PAGE);

	private final SharedMemory memory = new SharedMemory(this.page);

	private RegionView(Path file, FileChannel channel, RegionLayout layout) {
		this.file = file;
		this.channel = channel;
		this.layout = layout;
	}

	/**
	 * Open a region.
	 * @param file the file
	 * @return the region
	 * @throws RegionException if it is no region of this layout version, is truncated, is
	 * no regular file, or others than this user and the superuser could have put it there
	 * @throws IOException if it can't be read
	 */
	public static RegionView open(Path file) throws IOException {
		Path path = file.toAbsolutePath().normalize();
		requireOwn(path);
		FileChannel channel = RegionLink.openToRead(path);
		try {
			return new RegionView(path, channel, RegionHeader.read(path, channel));
		}
		catch (IOException | RuntimeException ex) {
			channel.close();
			throw ex;
		}
	}

	private static void requireOwn(Path path) throws IOException {
		Path directory = path.getParent();
		try {
			if (directory != null) {
				PrivateDirectory.require(directory);
			}
		}
		catch (UnsafeDirectoryException ex) {
			throw RegionFile.failure(path, "lies in " + ex.place(), "It is not read.", ex);
		}
		FileOwner.requireOwn(path);
	}

	/**
	 * Return the file.
	 * @return the absolute path
	 */
	public Path file() {
		return this.file;
	}

	/**
	 * Read what the daemon tells of itself.
	 * @return what it tells
	 * @throws IOException if it can't be read
	 */
	public DaemonView daemon() throws IOException {
		read(0, RegionDescriptor.HEARTBEAT_TIME_OFFSET + Long.BYTES);
		return new DaemonView(this.memory.getLong(RegionDescriptor.DAEMON_PID_OFFSET),
				this.memory.getLong(RegionDescriptor.DAEMON_START_OFFSET),
				this.memory.getLong(RegionDescriptor.HEARTBEAT_OFFSET),
				this.memory.getLong(RegionDescriptor.HEARTBEAT_TIME_OFFSET));
	}

	/**
	 * Read the slots that workers have.
	 * @return the slots, in the order of the region
	 * @throws IOException if they can't be read
	 */
	public List<SlotView> workers() throws IOException {
		List<SlotView> workers = new ArrayList<>();
		for (int slot = 0; slot < this.layout.slots(); slot++) {
			SlotView view = slot(slot);
			if (view.name() != null) {
				workers.add(view);
			}
		}
		return workers;
	}

	/**
	 * Read a slot. The sequence is read before and after the rest, as every reader of a
	 * seqlock does.
	 */
	private SlotView slot(int slot) throws IOException {
		long position = RegionDescriptor.slotPosition(this.layout, slot);
		for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
			long before = sequence(position);
			if (!Seqlock.isWriting(before)) {
				SlotView view = view(slot, position, null);
				if (sequence(position) == before) {
					return view;
				}
			}
			Thread.onSpinWait();
		}
		return view(slot, position, SlotDefects.torn(false));
	}

	private long sequence(long position) throws IOException {
		read(position + RegionDescriptor.SEQLOCK_OFFSET, Long.BYTES);
		return this.memory.getLongAcquire(0);
	}

	private SlotView view(int slot, long position, @Nullable String defect) throws IOException {
		read(position, RegionDescriptor.CELLS_OFFSET);
		return SlotView.of(slot, this.memory, defect);
	}

	private void read(long position, int length) throws IOException {
		this.page.clear().limit(length);
		while (this.page.hasRemaining()) {
			if (this.channel.read(this.page, position + this.page.position()) < 0) {
				throw new EOFException("The status region '" + this.file + "' was truncated");
			}
		}
		// Access by offset looks at the limit, too
		this.page.clear();
	}

	@Override
	public void close() throws IOException {
		this.channel.close();
	}

	/**
	 * What a daemon tells of itself in its region.
	 *
	 * @param pid the id of its process
	 * @param start the start of its process, as {@link ProcessStat#start()} has it, or 0
	 * @param heartbeat how often it has looked after its workers; 0 before it does for
	 * the first time
	 * @param heartbeatAt when it did so last, in milliseconds since the epoch
	 */
	public record DaemonView(long pid, long start, long heartbeat, long heartbeatAt) {

	}

}
