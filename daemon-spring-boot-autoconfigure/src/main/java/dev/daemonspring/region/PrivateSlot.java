package dev.daemonspring.region;

import java.nio.ByteBuffer;

/**
 * A slot in the memory of this process alone, in which it rehearses what it will do in a
 * slot of a region: it is worker and daemon in one. Nobody else sees it. Not thread-safe,
 * but for the worker's end.
 */
public final class PrivateSlot {

	private static final RegionLayout LAYOUT = new RegionLayout(1, RegionLayout.MIN_MAILBOX_SIZE, 8);

	private final SharedMemory memory = new SharedMemory(ByteBuffer.allocateDirect(RegionDescriptor.slotSize(LAYOUT)));

	private final WorkerSlot worker = new WorkerSlot(this.memory, LAYOUT);

	private int posted;

	/**
	 * Create a slot, whose worker is to loop.
	 */
	public PrivateSlot() {
		this.memory.setLongRelease(RegionDescriptor.ORDER_OFFSET, (1L << 8) | WantedState.LOOPING.code());
	}

	/**
	 * Return the end of the worker process.
	 * @return the slot
	 */
	public WorkerSlot worker() {
		return this.worker;
	}

	/**
	 * Put a command into the mailbox.
	 * @param command the command, at most 1 KiB
	 * @throws MailboxFullException if there are eight already
	 */
	public void post(byte[] command) {
		if (this.posted == LAYOUT.mailboxCells()) {
			throw new MailboxFullException(LAYOUT.mailboxCells());
		}
		if (command.length > LAYOUT.mailboxSize()) {
			throw new CommandTooLargeException(command.length, LAYOUT.mailboxSize());
		}
		cell(this.posted).publish(this.posted + 1, command);
		this.posted++;
		this.memory.setLongRelease(RegionDescriptor.POSTED_OFFSET, this.posted);
	}

	/**
	 * Return how a command was answered.
	 * @param command the number of the command, from 0
	 * @return the code of its status, or -1 if it was not answered
	 */
	public int status(int command) {
		CellMemory cell = cell(command);
		return cell.isAnswered(command + 1) ? cell.answer().status() : -1;
	}

	private CellMemory cell(int index) {
		return new CellMemory(this.memory, LAYOUT, index);
	}

}
