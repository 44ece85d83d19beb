package dev.daemonspring.region;

import org.jspecify.annotations.Nullable;

/**
 * The worker process's end of a mailbox. Thread-safe.
 */
final class WorkerMailbox {

	private final SharedMemory memory;

	private final CellMemory[] cells;

	private final int capacity;

	/**
	 * The sequence number up to which no command is pending: the cells need not be
	 * scanned until a later one is posted.
	 */
	private volatile long drained;

	WorkerMailbox(SharedMemory memory, RegionLayout layout) {
		this.memory = memory;
		this.capacity = layout.mailboxSize();
		this.cells = new CellMemory[layout.mailboxCells()];
		for (int cell = 0; cell < this.cells.length; cell++) {
			this.cells[cell] = new CellMemory(memory, layout, cell);
		}
	}

	boolean hasPending() {
		long posted = posted();
		while (posted != this.drained) {
			if (oldest(posted) >= 0) {
				return true;
			}
			this.drained = posted;
			posted = posted();
		}
		return false;
	}

	@Nullable PendingCommand next() {
		long posted = posted();
		while (posted != this.drained) {
			int cell = oldest(posted);
			if (cell < 0) {
				this.drained = posted;
			}
			else {
				PendingCommand command = take(this.cells[cell], posted);
				if (command != null) {
					return command;
				}
			}
			posted = posted();
		}
		return null;
	}

	private long posted() {
		return this.memory.getLongAcquire(RegionDescriptor.POSTED_OFFSET);
	}

	// Commands posted after the scan began are left to the next scan: a cell that was
	// already passed may have been filled before one that is found full
	private int oldest(long posted) {
		int oldest = -1;
		long lowest = posted + 1;
		for (int cell = 0; cell < this.cells.length; cell++) {
			long sequence = this.cells[cell].pending();
			if (sequence != 0 && sequence < lowest) {
				oldest = cell;
				lowest = sequence;
			}
		}
		return oldest;
	}

	private @Nullable PendingCommand take(CellMemory cell, long posted) {
		long sequence = cell.pending();
		if (sequence == 0 || sequence > posted || !cell.take(sequence)) {
			return null;
		}
		byte[] body = cell.request();
		if (!cell.isStillTaken(sequence)) {
			return null;
		}
		if (body == null) {
			cell.acknowledge(sequence, Answer.DAMAGED, new byte[0]);
			return null;
		}
		return new PendingCommand(cell, sequence, body, this.capacity);
	}

}
