package dev.daemonspring.region;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The daemon's side of a region: creates, owns and finally deletes the file. Thread-safe.
 * <p>
 * A mapping can't be undone while someone may still read it, so the slots remain readable
 * after {@link #close()}; their memory is released with the last reference to them.
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
	 * Create the file and its slots. A missing directory is created, accessible to its
	 * owner only. A region left behind by an earlier daemon of the same user is replaced.
	 * @param file the file
	 * @param layout the size of the region
	 * @return the region
	 * @throws RegionException if the place is not safe or lacks space
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
		long pid = ProcessHandle.current().pid();
		this.header.setLong(RegionDescriptor.DAEMON_PID_OFFSET, pid);
		this.header.setLong(RegionDescriptor.DAEMON_START_OFFSET,
				ProcessStat.of(pid).map(ProcessStat::start).orElse(0L));
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
	 * Return the dimensions of the region.
	 * @return the layout
	 */
	public RegionLayout layout() {
		return this.layout;
	}

	/**
	 * Return the daemon's end of a slot, always the same object.
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
	 * Signal to external tools that read the file that the daemon is alive. To be called
	 * before each round of checks of the slots, because it also checks that the file
	 * still has its size.
	 */
	public synchronized void heartbeat() {
		if (this.file.verify()) {
			this.header.setLong(RegionDescriptor.HEARTBEAT_TIME_OFFSET, System.currentTimeMillis());
			this.header.setLongRelease(RegionDescriptor.HEARTBEAT_OFFSET,
					this.header.getLong(RegionDescriptor.HEARTBEAT_OFFSET) + 1);
		}
	}

	/**
	 * Check whether other processes find the file by its path.
	 * @return {@code false} if it was deleted; {@code true} also if that can't be
	 * determined
	 */
	public boolean isInPlace() {
		return this.file.isInPlace();
	}

	/**
	 * Make the file, after it was deleted, accessible by its path again: the same file,
	 * with its content. Linux only.
	 * @throws IOException if that is not possible
	 * @throws RegionException if the place is no longer safe
	 */
	public void restore() throws IOException {
		this.file.restore();
	}

	/**
	 * Delete the file. Processes that have mapped it keep their slots until they end.
	 */
	@Override
	public void close() {
		this.file.close();
	}

}
