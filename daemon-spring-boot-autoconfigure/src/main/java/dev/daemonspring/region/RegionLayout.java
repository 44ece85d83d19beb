package dev.daemonspring.region;

/**
 * The dimensions of a region. Written into the header of the file, so that a process
 * needs only the path to open it.
 *
 * @param slots the number of workers that have a slot, at least 1
 * @param mailboxSize the maximum size of a command and of an answer in bytes, 1 KiB to 16
 * MiB
 * @param mailboxCells how many commands may be in a slot at once, 1 to 64
 */
public record RegionLayout(int slots, int mailboxSize, int mailboxCells) {

	private static final int KIBIBYTE = 1024;

	private static final int MEBIBYTE = 1024 * KIBIBYTE;

	static final int MAX_SLOTS = 64 * KIBIBYTE;

	static final int MIN_MAILBOX_SIZE = KIBIBYTE;

	static final int MAX_MAILBOX_SIZE = 16 * MEBIBYTE;

	static final int MAX_MAILBOX_CELLS = 64;

	static final int MAX_MAILBOX = 512 * MEBIBYTE;

	public RegionLayout {
		check("number of slots", slots, 1, MAX_SLOTS);
		check("mailbox size in bytes", mailboxSize, MIN_MAILBOX_SIZE, MAX_MAILBOX_SIZE);
		check("number of mailbox cells", mailboxCells, 1, MAX_MAILBOX_CELLS);
		// A slot is a single mapping, which can't exceed 2 GiB
		if ((long) mailboxSize * mailboxCells > MAX_MAILBOX) {
			throw new IllegalArgumentException("A mailbox of " + mailboxCells + " cells of '" + mailboxSize
					+ "' bytes is larger than " + MAX_MAILBOX + " bytes. Make the cells fewer or smaller.");
		}
	}

	private static void check(String what, int value, int min, int max) {
		if (value < min || value > max) {
			throw new IllegalArgumentException(
					"The " + what + " is '" + value + "'; it must be from " + min + " to " + max + ".");
		}
	}

	/**
	 * Return the size of the whole file.
	 * @return the size in bytes
	 */
	long size() {
		return RegionDescriptor.slotPosition(this, this.slots);
	}

}
