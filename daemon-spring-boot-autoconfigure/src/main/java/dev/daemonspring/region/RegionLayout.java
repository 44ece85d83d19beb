package dev.daemonspring.region;

import org.springframework.util.Assert;

/**
 * The size of a status region, as its header states it.
 *
 * @param slots the number of slots
 * @param mailboxSize the largest command and the largest answer, in bytes
 * @param mailboxCells the number of commands that can wait for one worker
 */
public record RegionLayout(int slots, int mailboxSize, int mailboxCells) {

	private static final int SMALLEST_MAILBOX = 1024;

	private static final int LARGEST_MAILBOX = 16 * 1024 * 1024;

	private static final int MOST_CELLS = 64;

	private static final int MOST_SLOTS = 100_000;

	/**
	 * Create a layout.
	 * @throws IllegalArgumentException when a number is out of its range
	 */
	public RegionLayout {
		Assert.isTrue(slots >= 1 && slots <= MOST_SLOTS,
				() -> "The number of slots must be between 1 and %d, not '%d'".formatted(MOST_SLOTS, slots));
		Assert.isTrue(mailboxSize >= SMALLEST_MAILBOX && mailboxSize <= LARGEST_MAILBOX,
				() -> "The mailbox size must be between %d and %d bytes, not '%d'".formatted(SMALLEST_MAILBOX,
						LARGEST_MAILBOX, mailboxSize));
		Assert.isTrue(mailboxCells >= 1 && mailboxCells <= MOST_CELLS,
				() -> "The number of mailbox cells must be between 1 and %d, not '%d'".formatted(MOST_CELLS,
						mailboxCells));
	}

	/**
	 * Return the size of the whole file.
	 * @return the size in bytes
	 */
	public long size() {
		return RegionDescriptor.HEADER_SIZE + (long) this.slots * slotSize();
	}

	int slotSize() {
		return RegionDescriptor.MAILBOX_OFFSET + this.mailboxCells * cellSize();
	}

	long slotOffset(int index) {
		if (index < 0 || index >= this.slots) {
			throw new IndexOutOfBoundsException("There is no slot %d among %d".formatted(index, this.slots));
		}
		return RegionDescriptor.HEADER_SIZE + (long) index * slotSize();
	}

	int cellSize() {
		return RegionDescriptor.pages(RegionDescriptor.CELL_REQUEST_OFFSET + 2 * this.mailboxSize);
	}

	int cellOffset(int cell) {
		return RegionDescriptor.MAILBOX_OFFSET + cell * cellSize();
	}

	int answerOffset(int cell) {
		return cellOffset(cell) + RegionDescriptor.CELL_REQUEST_OFFSET + this.mailboxSize;
	}

}
