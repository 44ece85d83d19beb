package dev.daemonspring.region;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;

import dev.daemonspring.worker.WorkerState;

/**
 * The daemon's end of a slot: reads what the worker process says, says what the process
 * can't, and posts commands. Thread-safe.
 */
public final class DaemonSlot {

	private static final WorkerState[] STATES = WorkerState.values();

	private final int index;

	private final RegionLayout layout;

	private final FileChannel channel;

	private final MappedMemory memory;

	private final SlotReader reader;

	private final BitSet usedCells = new BitSet();

	private final BitSet backedCells = new BitSet();

	private long lastSequence;

	DaemonSlot(int index, RegionLayout layout, FileChannel channel, MappedMemory memory) {
		this.index = index;
		this.layout = layout;
		this.channel = channel;
		this.memory = memory;
		this.reader = new SlotReader(memory);
	}

	/**
	 * Return the number of the slot.
	 * @return the index
	 */
	public int index() {
		return this.index;
	}

	/**
	 * Return the state of the worker: the daemon's verdict on its last process, until
	 * another process has begun to speak; else what the process says. Does not allocate
	 * and makes no system call.
	 * @return the state; {@link WorkerState#FAILED} when the slot holds no known code
	 */
	public WorkerState state() {
		long verdict = this.memory.getLongAcquire(RegionDescriptor.VERDICT_OFFSET);
		int said = this.memory.getIntAcquire(RegionDescriptor.STATE_OFFSET);
		int code = said;
		if (verdict != 0 && this.memory.getIntAcquire(RegionDescriptor.INCARNATION_OFFSET) <= verdict >> 8) {
			code = (int) (verdict & 0xFF) - 1;
		}
		for (WorkerState state : STATES) {
			if (state.code() == code) {
				return state;
			}
		}
		return WorkerState.FAILED;
	}

	/**
	 * Return all that the process said, as of one moment.
	 * @return the snapshot
	 */
	public SlotSnapshot snapshot() {
		return this.reader.read();
	}

	/**
	 * State what the processes up to an incarnation can't: that there is none any more,
	 * or that the one there is hangs.
	 * @param verdict the state of the worker
	 * @param incarnation the incarnation that the verdict is on; one that comes after it
	 * speaks for itself
	 */
	public void verdict(WorkerState verdict, int incarnation) {
		this.memory.putLong(RegionDescriptor.VERDICT_SINCE_OFFSET, System.currentTimeMillis());
		this.memory.putLongRelease(RegionDescriptor.VERDICT_OFFSET, (long) incarnation << 8 | (verdict.code() + 1));
	}

	/**
	 * Return when the last verdict was passed.
	 * @return the time in milliseconds of the wall clock
	 */
	public long verdictSince() {
		return this.memory.getLong(RegionDescriptor.VERDICT_SINCE_OFFSET);
	}

	/**
	 * Order the worker into a state. Each order has a number of its own, also when it
	 * orders the same again.
	 * @param wanted the wanted state
	 */
	public synchronized void wanted(WantedState wanted) {
		long count = (this.memory.getLong(RegionDescriptor.ORDER_OFFSET) >>> 8) + 1;
		this.memory.putLongRelease(RegionDescriptor.ORDER_OFFSET, count << 8 | wanted.code());
	}

	/**
	 * Return whether the worker paused itself and no order has come since.
	 * @return whether the worker paused itself
	 */
	public boolean pausedItself() {
		long pausedAt = this.memory.getLongAcquire(RegionDescriptor.PAUSED_AT_OFFSET);
		return pausedAt != 0 && pausedAt == (this.memory.getLong(RegionDescriptor.ORDER_OFFSET) >>> 8) + 1;
	}

	/**
	 * Return the counter that moves when the worker gets on.
	 * @return the counter
	 */
	public long progress() {
		return this.memory.getLongAcquire(RegionDescriptor.PROGRESS_OFFSET);
	}

	/**
	 * Return what the worker is busy with.
	 * @return the activity; {@link Activity#ITERATION} when the slot holds no known code
	 */
	public Activity activity() {
		return Activity.ofCode(this.memory.getIntAcquire(RegionDescriptor.ACTIVITY_OFFSET)).orElse(Activity.ITERATION);
	}

	/**
	 * Return how far the process has come that uses this slot.
	 * @return the phase; {@link ProcessPhase#BORN} when the slot holds no known code
	 */
	public ProcessPhase phase() {
		return ProcessPhase.ofCode(this.memory.getIntAcquire(RegionDescriptor.PHASE_OFFSET)).orElse(ProcessPhase.BORN);
	}

	/**
	 * Return how many doorbells the process has heard.
	 * @return the count
	 */
	public long heard() {
		return this.memory.getLongAcquire(RegionDescriptor.HEARD_OFFSET);
	}

	/**
	 * Note the worker's name for those who read the file.
	 * @param name the name
	 */
	public void name(String name) {
		byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
		int length = Math.min(bytes.length, RegionDescriptor.NAME_CAPACITY);
		this.memory.putBytes(RegionDescriptor.NAME_OFFSET, Arrays.copyOf(bytes, length));
		this.memory.putIntRelease(RegionDescriptor.NAME_LENGTH_OFFSET, length);
	}

	/**
	 * Make the slot ready for another process, while no process has it. Counts stay when
	 * they can be trusted.
	 */
	public void reset() {
		SlotSnapshot last = snapshot();
		boolean sane = last.defect() == null;
		this.memory.putLong(RegionDescriptor.VERSION_OFFSET, 0);
		this.memory.putInt(RegionDescriptor.STATE_OFFSET, WorkerState.SPINUP.code());
		this.memory.putInt(RegionDescriptor.ACTIVITY_OFFSET, Activity.SPINUP.code());
		this.memory.putInt(RegionDescriptor.INCARNATION_OFFSET, 0);
		this.memory.putInt(RegionDescriptor.PHASE_OFFSET, ProcessPhase.BORN.code());
		this.memory.putLong(RegionDescriptor.PID_OFFSET, 0);
		this.memory.putLong(RegionDescriptor.HEARD_OFFSET, 0);
		this.memory.putLong(RegionDescriptor.PAUSED_AT_OFFSET, 0);
		this.memory.putInt(RegionDescriptor.ERROR_LENGTH_OFFSET, 0);
		this.memory.putLong(RegionDescriptor.ITERATIONS_OFFSET, sane ? last.iterations() : 0);
		this.memory.putLong(RegionDescriptor.LAST_OFFSET, sane ? last.lastNanos() : 0);
		this.memory.putLong(RegionDescriptor.LONGEST_OFFSET, sane ? last.longestNanos() : 0);
		this.memory.putLong(RegionDescriptor.TOTAL_OFFSET, sane ? last.totalNanos() : 0);
		this.memory.putLong(RegionDescriptor.FAILURES_OFFSET, sane ? last.failures() : 0);
	}

	/**
	 * Return the largest command, and the largest answer.
	 * @return the size in bytes
	 */
	public int mailboxSize() {
		return this.layout.mailboxSize();
	}

	/**
	 * Post a command. The worker takes commands in the order in which they were posted.
	 * @param command the command
	 * @return the command as the daemon holds it
	 * @throws CommandTooLargeException when it is larger than the mailbox size
	 * @throws MailboxFullException when every cell is taken
	 * @throws RegionException when there is no room left for the cell
	 */
	public synchronized Posted post(byte[] command) {
		if (command.length > this.layout.mailboxSize()) {
			throw new CommandTooLargeException("It has %d bytes, and the mailbox takes %d; raise 'daemon.mailbox-size'"
				.formatted(command.length, this.layout.mailboxSize()));
		}
		int cell = this.usedCells.nextClearBit(0);
		if (cell >= this.layout.mailboxCells()) {
			throw new MailboxFullException("%d commands wait already".formatted(this.layout.mailboxCells()));
		}
		back(cell);
		this.usedCells.set(cell);
		long sequence = ++this.lastSequence;
		int offset = this.layout.cellOffset(cell);
		this.memory.putBytes(offset + RegionDescriptor.CELL_REQUEST_OFFSET, command);
		this.memory.putInt(offset + RegionDescriptor.CELL_LENGTH_OFFSET, command.length);
		this.memory.putLongRelease(offset + RegionDescriptor.CELL_SEQUENCE_OFFSET, sequence);
		this.memory.putLongRelease(RegionDescriptor.POSTED_OFFSET, sequence);
		return new Posted(this.memory, this.layout, cell, sequence, () -> free(cell));
	}

	private synchronized void free(int cell) {
		this.usedCells.clear(cell);
	}

	/**
	 * Have the file system really give the pages of a cell: were it full, touching them
	 * through the mapping would be a fault, and not an exception.
	 */
	private void back(int cell) {
		if (this.backedCells.get(cell)) {
			return;
		}
		try {
			StatusRegion.writeZeros(this.channel, this.layout.slotOffset(this.index) + this.layout.cellOffset(cell),
					this.layout.cellSize());
			this.backedCells.set(cell);
		}
		catch (IOException ex) {
			throw new RegionException("There is no room for a command of %d bytes in the status region: %s"
				.formatted(this.layout.mailboxSize(), ex.getMessage()), ex);
		}
	}

}
