package dev.daemonspring.region;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.worker.WorkerState;

/**
 * The worker process's end of a slot, which is all of the region that it maps. What the
 * loop tells (state, iterations, errors) is told by one thread; {@link #progress()},
 * {@link #wanted()}, {@link #pausedItself(long)} and the mailbox may be used by any.
 */
public final class WorkerSlot {

	private final MappedMemory memory;

	private final RegionLayout layout;

	private volatile long scanned;

	private WorkerSlot(MappedMemory memory, RegionLayout layout) {
		this.memory = memory;
		this.layout = layout;
	}

	/**
	 * Map a slot.
	 * @param file the file of the status region
	 * @param index the number of the slot
	 * @return the slot
	 * @throws RegionException when the file is no status region, or not of this version
	 */
	public static WorkerSlot open(Path file, int index) {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
			RegionLayout layout = readLayout(file, channel);
			return new WorkerSlot(
					new MappedMemory(channel.map(MapMode.READ_WRITE, layout.slotOffset(index), layout.slotSize())),
					layout);
		}
		catch (IOException ex) {
			throw new RegionException("The status region '%s' can't be opened: %s".formatted(file, ex), ex);
		}
	}

	private static RegionLayout readLayout(Path file, FileChannel channel) throws IOException {
		ByteBuffer header = ByteBuffer.allocate(RegionDescriptor.HEADER_SIZE).order(ByteOrder.nativeOrder());
		while (header.hasRemaining() && channel.read(header, header.position()) >= 0) {
			continue;
		}
		if (header.hasRemaining() || header.getLong(RegionDescriptor.MAGIC_OFFSET) != RegionDescriptor.MAGIC) {
			throw new RegionException("The file '%s' is no status region".formatted(file));
		}
		int version = header.getInt(RegionDescriptor.LAYOUT_VERSION_OFFSET);
		if (version != RegionDescriptor.LAYOUT_VERSION) {
			throw new RegionException("The status region '%s' has the layout version '%d', not '%d'".formatted(file,
					version, RegionDescriptor.LAYOUT_VERSION));
		}
		return new RegionLayout(header.getInt(RegionDescriptor.SLOT_COUNT_OFFSET),
				header.getInt(RegionDescriptor.MAILBOX_SIZE_OFFSET),
				header.getInt(RegionDescriptor.MAILBOX_CELLS_OFFSET));
	}

	/**
	 * Begin to speak for the worker: its state is {@link WorkerState#SPINUP}.
	 * @param pid the id of this process
	 * @param incarnation counts the worker's processes
	 */
	public void begin(long pid, int incarnation) {
		long version = beginWrite();
		this.memory.putLong(RegionDescriptor.PID_OFFSET, pid);
		this.memory.putInt(RegionDescriptor.STATE_OFFSET, WorkerState.SPINUP.code());
		this.memory.putInt(RegionDescriptor.ACTIVITY_OFFSET, Activity.SPINUP.code());
		this.memory.putLong(RegionDescriptor.SINCE_OFFSET, System.currentTimeMillis());
		this.memory.putIntRelease(RegionDescriptor.INCARNATION_OFFSET, incarnation);
		endWrite(version);
		progress();
	}

	/**
	 * Tell how far the process has come.
	 * @param phase the phase
	 */
	public void phase(ProcessPhase phase) {
		this.memory.putIntRelease(RegionDescriptor.PHASE_OFFSET, phase.code());
	}

	/**
	 * Come into a state.
	 * @param state the state
	 */
	public void state(WorkerState state) {
		long version = beginWrite();
		this.memory.putIntRelease(RegionDescriptor.STATE_OFFSET, state.code());
		this.memory.putLong(RegionDescriptor.SINCE_OFFSET, System.currentTimeMillis());
		endWrite(version);
	}

	/**
	 * Return the state that was told last.
	 * @return the state
	 */
	public WorkerState state() {
		return WorkerState.ofCode(this.memory.getIntAcquire(RegionDescriptor.STATE_OFFSET)).orElse(WorkerState.SPINUP);
	}

	/**
	 * Tell that an iteration starts.
	 */
	public void iterationStarted() {
		this.memory.putIntRelease(RegionDescriptor.ACTIVITY_OFFSET, Activity.ITERATION.code());
		progress();
	}

	/**
	 * Tell that an iteration ended normally.
	 * @param nanos how long it took
	 */
	public void iterationEnded(long nanos) {
		long version = beginWrite();
		add(RegionDescriptor.ITERATIONS_OFFSET, 1);
		add(RegionDescriptor.TOTAL_OFFSET, nanos);
		this.memory.putLong(RegionDescriptor.LAST_OFFSET, nanos);
		if (nanos > this.memory.getLong(RegionDescriptor.LONGEST_OFFSET)) {
			this.memory.putLong(RegionDescriptor.LONGEST_OFFSET, nanos);
		}
		this.memory.putInt(RegionDescriptor.ACTIVITY_OFFSET, Activity.IDLE.code());
		endWrite(version);
		progress();
	}

	/**
	 * Tell what the loop's thread turns to.
	 * @param activity the activity
	 */
	public void activity(Activity activity) {
		this.memory.putIntRelease(RegionDescriptor.ACTIVITY_OFFSET, activity.code());
		progress();
	}

	/**
	 * Tell that the worker threw.
	 * @param error what it threw
	 */
	public void failed(String error) {
		long version = beginWrite();
		add(RegionDescriptor.FAILURES_OFFSET, 1);
		putError(error);
		endWrite(version);
	}

	/**
	 * Tell an error that does not count as a failure of the worker.
	 * @param error the error
	 */
	public void error(String error) {
		long version = beginWrite();
		putError(error);
		endWrite(version);
	}

	private void putError(String error) {
		byte[] bytes = error.getBytes(StandardCharsets.UTF_8);
		int length = Math.min(bytes.length, RegionDescriptor.ERROR_CAPACITY);
		while (length < bytes.length && length > 0 && (bytes[length] & 0xC0) == 0x80) {
			// Not in the middle of a character
			length--;
		}
		this.memory.putBytes(RegionDescriptor.ERROR_OFFSET, Arrays.copyOf(bytes, length));
		this.memory.putInt(RegionDescriptor.ERROR_LENGTH_OFFSET, length);
	}

	private void add(int offset, long delta) {
		this.memory.putLong(offset, this.memory.getLong(offset) + delta);
	}

	/**
	 * Make the version odd. It is odd already when the last writer died in the middle.
	 */
	private long beginWrite() {
		long version = this.memory.getLong(RegionDescriptor.VERSION_OFFSET) | 1;
		this.memory.putLong(RegionDescriptor.VERSION_OFFSET, version);
		VarHandle.storeStoreFence();
		return version;
	}

	private void endWrite(long version) {
		this.memory.putLongRelease(RegionDescriptor.VERSION_OFFSET, version + 1);
	}

	/**
	 * Tell that the worker gets on.
	 */
	public void progress() {
		this.memory.addLong(RegionDescriptor.PROGRESS_OFFSET, 1);
	}

	/**
	 * Tell that a doorbell was heard.
	 */
	public void heard() {
		this.memory.putLongRelease(RegionDescriptor.HEARD_OFFSET,
				this.memory.getLong(RegionDescriptor.HEARD_OFFSET) + 1);
	}

	/**
	 * Return the state that the daemon orders.
	 * @return the wanted state
	 */
	public WantedState wanted() {
		int code = (int) (this.memory.getLongAcquire(RegionDescriptor.ORDER_OFFSET) & 0xFF);
		if (code == WantedState.LOOPING.code()) {
			return WantedState.LOOPING;
		}
		return WantedState.ofCode(code).orElse(WantedState.LOOPING);
	}

	/**
	 * Return the number of the daemon's last order.
	 * @return the number
	 */
	public long wantedSequence() {
		return this.memory.getLongAcquire(RegionDescriptor.ORDER_OFFSET) >>> 8;
	}

	/**
	 * Tell that the worker pauses itself, until the next order.
	 * @param order the number of the daemon's last order
	 */
	public void pausedItself(long order) {
		this.memory.putLongRelease(RegionDescriptor.PAUSED_AT_OFFSET, order + 1);
	}

	/**
	 * Return whether a command may wait. Costs one read.
	 * @return whether {@link #next()} is worth calling
	 */
	public boolean hasPending() {
		return this.memory.getLongAcquire(RegionDescriptor.POSTED_OFFSET) != this.scanned;
	}

	/**
	 * Take the oldest command that waits.
	 * @return the command, or {@code null} when none waits
	 */
	public synchronized @Nullable PendingCommand next() {
		while (true) {
			long posted = this.memory.getLongAcquire(RegionDescriptor.POSTED_OFFSET);
			int oldest = oldestPending();
			if (oldest < 0) {
				this.scanned = posted;
				return null;
			}
			PendingCommand taken = take(oldest);
			if (taken != null) {
				return taken;
			}
		}
	}

	private int oldestPending() {
		int oldest = -1;
		long oldestSequence = Long.MAX_VALUE;
		for (int cell = 0; cell < this.layout.mailboxCells(); cell++) {
			int offset = this.layout.cellOffset(cell);
			long sequence = this.memory.getLongAcquire(offset + RegionDescriptor.CELL_SEQUENCE_OFFSET);
			long claim = this.memory.getLongAcquire(offset + RegionDescriptor.CELL_CLAIM_OFFSET);
			if (sequence != RegionDescriptor.claimedSequence(claim) && sequence < oldestSequence) {
				oldest = cell;
				oldestSequence = sequence;
			}
		}
		return oldest;
	}

	private @Nullable PendingCommand take(int cell) {
		int offset = this.layout.cellOffset(cell);
		long sequence = this.memory.getLongAcquire(offset + RegionDescriptor.CELL_SEQUENCE_OFFSET);
		long claim = this.memory.getLongAcquire(offset + RegionDescriptor.CELL_CLAIM_OFFSET);
		if (RegionDescriptor.claimedSequence(claim) == sequence
				|| !this.memory.compareAndSetLong(offset + RegionDescriptor.CELL_CLAIM_OFFSET, claim,
						RegionDescriptor.claim(sequence, RegionDescriptor.TAKEN))) {
			return null;
		}
		int length = this.memory.getInt(offset + RegionDescriptor.CELL_LENGTH_OFFSET);
		byte[] body = new byte[Math.max(0, Math.min(length, this.layout.mailboxSize()))];
		this.memory.getBytes(offset + RegionDescriptor.CELL_REQUEST_OFFSET, body);
		return new PendingCommand(this.memory, this.layout, cell, sequence, body);
	}

}
