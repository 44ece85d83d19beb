package dev.daemonspring.region;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The daemon's side of a region: creates, owns and in the end deletes the file.
 * Thread-safe.
 * <p>
 * A mapping can't be undone while someone may still read it, so the slots stay readable
 * after {@link #close()}; their memory goes when the last reference to them does.
 */
public final class StatusRegion implements AutoCloseable {

	private final RegionFile file;

	private final RegionLayout layout;

	private final SharedMemory header;

	private final DaemonSlot[] slots;

	private StatusRegion(RegionFile file, RegionLayout layout) {
		this.file = file;
		this.layout = layout;
		this.header = file.map(0, RegionDescriptor.HEADER_SIZE);
		this.slots = new DaemonSlot[layout.slots()];
		for (int index = 0; index < this.slots.length; index++) {
			this.slots[index] = new DaemonSlot(file, layout, index);
		}
		publish();
	}

	/**
	 * Create the file and its slots. The directory is made, for its owner alone, when
	 * there is none. A region that a former daemon of the same user left is replaced.
	 * @param file the file
	 * @param layout the size of the region
	 * @return the region
	 * @throws RegionException when the place is not safe, or has not enough space
	 */
	public static StatusRegion create(Path file, RegionLayout layout) {
		RegionFile created = RegionFile.create(file, layout);
		try {
			return new StatusRegion(created, layout);
		}
		catch (RuntimeException | Error ex) {
			created.close();
			throw ex;
		}
	}

	private void publish() {
		this.header.setLong(RegionDescriptor.MAGIC_OFFSET, RegionDescriptor.MAGIC);
		this.header.setInt(RegionDescriptor.SLOTS_OFFSET, this.layout.slots());
		this.header.setLong(RegionDescriptor.SLOT_SIZE_OFFSET, RegionDescriptor.slotSize(this.layout));
		this.header.setInt(RegionDescriptor.MAILBOX_SIZE_OFFSET, this.layout.mailboxSize());
		this.header.setInt(RegionDescriptor.MAILBOX_CELLS_OFFSET, this.layout.mailboxCells());
		this.header.setLong(RegionDescriptor.DAEMON_PID_OFFSET, ProcessHandle.current().pid());
		this.header.setIntRelease(RegionDescriptor.LAYOUT_VERSION_OFFSET, RegionDescriptor.LAYOUT_VERSION);
	}

	/**
	 * Return the file.
	 * @return the absolute path
	 */
	public Path file() {
		return this.file.path();
	}

	/**
	 * Return the size of the region.
	 * @return the layout
	 */
	public RegionLayout layout() {
		return this.layout;
	}

	/**
	 * Return the daemon's end of a slot, always the same one.
	 * @param index the index of the slot, from 0
	 * @return the slot
	 */
	public DaemonSlot slot(int index) {
		if (index < 0 || index >= this.slots.length) {
			throw new IllegalArgumentException(
					"There is no slot '" + index + "'; there are " + this.slots.length + ".");
		}
		return this.slots[index];
	}

	/**
	 * Say that the daemon is alive, to those who watch the file. To be called before each
	 * round of looks at the slots: it also looks whether the file still has its size.
	 */
	public synchronized void beat() {
		if (this.file.verify()) {
			this.header.setLongRelease(RegionDescriptor.HEARTBEAT_OFFSET,
					this.header.getLong(RegionDescriptor.HEARTBEAT_OFFSET) + 1);
		}
	}

	/**
	 * Look whether other processes find the file by its path.
	 * @return {@code false} when it was deleted; also {@code true} when that can't be
	 * found out
	 */
	public boolean isInPlace() {
		return this.file.isInPlace();
	}

	/**
	 * Have other processes find the file again, after it was deleted under its path: the
	 * same file, with all that is in it. Takes Linux.
	 * @throws IOException when that is not possible
	 * @throws RegionException when the place is not safe any more
	 */
	public void restore() throws IOException {
		this.file.restore();
	}

	/**
	 * Delete the file. Processes that have it mapped keep their slots until they end.
	 */
	@Override
	public void close() {
		this.file.close();
	}

}
