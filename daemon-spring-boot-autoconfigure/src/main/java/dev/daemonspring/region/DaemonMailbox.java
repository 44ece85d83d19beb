package dev.daemonspring.region;

import java.io.IOException;
import java.util.BitSet;

/**
 * The daemon's end of a mailbox. Keeps track of the cells in use and of the last sequence
 * number. Thread-safe.
 */
final class DaemonMailbox {

	private final RegionFile file;

	private final RegionLayout layout;

	private final long position;

	private final SharedMemory memory;

	private final BitSet used = new BitSet();

	private final BitSet allocated = new BitSet();

	private long posted;

	DaemonMailbox(RegionFile file, RegionLayout layout, long position, SharedMemory memory) {
		this.file = file;
		this.layout = layout;
		this.position = position;
		this.memory = memory;
	}

	synchronized PostedCommand post(byte[] command) {
		if (command.length > this.layout.mailboxSize()) {
			throw new CommandTooLargeException(command.length, this.layout.mailboxSize());
		}
		int cell = this.used.nextClearBit(0);
		if (cell >= this.layout.mailboxCells()) {
			throw new MailboxFullException(this.layout.mailboxCells());
		}
		allocate(cell);
		CellMemory cellMemory = new CellMemory(this.memory, this.layout, cell);
		try {
			long sequence = this.posted + 1;
			cellMemory.publish(sequence, command);
			this.memory.setLongRelease(RegionDescriptor.POSTED_OFFSET, sequence);
			this.posted = sequence;
			this.used.set(cell);
			return new PostedCommand(this.file, this, cellMemory, cell, sequence);
		}
		catch (InternalError ex) {
			throw this.file.truncation(ex);
		}
	}

	private void allocate(int cell) {
		if (this.file.isClosed()) {
			throw RegionFile.failure(this.file.path(), "was closed", "Send commands while the daemon runs.", null);
		}
		if (!this.file.verify()) {
			throw this.file.truncation(null);
		}
		if (this.allocated.get(cell)) {
			return;
		}
		try {
			this.file.fill(this.position + RegionDescriptor.request(this.layout, cell),
					RegionDescriptor.bodiesSize(this.layout));
			this.allocated.set(cell);
		}
		catch (IOException ex) {
			throw RegionFile.failure(this.file.path(), "can't grow: " + ex,
					"Free space on its file system, or set 'daemon.directory' to another directory.", ex);
		}
	}

	synchronized void release(int cell) {
		this.used.clear(cell);
	}

}
