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
	 * No command up to this one is pending, so the cells need not be looked at before
	 * another one was posted.
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
		long posted = this.memory.getLongAcquire(RegionDescriptor.POSTED_OFFSET);
		if (posted == this.drained) {
			return false;
		}
		boolean pending = oldest() >= 0;
		if (!pending) {
			this.drained = posted;
		}
		return pending;
	}

	@Nullable PendingCommand next() {
		while (hasPending()) {
			// What was posted before a command that the first look saw, the second one
			// sees
			int index = oldest();
			if (index < 0) {
				continue;
			}
			CellMemory cell = this.cells[index];
			long sequence = cell.pending();
			if (sequence == 0 || !cell.take(sequence)) {
				continue;
			}
			byte[] body = cell.request();
			if (body != null) {
				return new PendingCommand(cell, sequence, body, this.capacity);
			}
			cell.acknowledge(sequence, Answer.RUBBISH, new byte[0]);
		}
		return null;
	}

	private int oldest() {
		int oldest = -1;
		long lowest = Long.MAX_VALUE;
		for (int cell = 0; cell < this.cells.length; cell++) {
			long sequence = this.cells[cell].pending();
			if (sequence != 0 && sequence < lowest) {
				oldest = cell;
				lowest = sequence;
			}
		}
		return oldest;
	}

}
