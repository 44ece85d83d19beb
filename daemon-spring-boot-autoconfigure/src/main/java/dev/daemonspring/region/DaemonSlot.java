package dev.daemonspring.region;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.worker.WorkerState;

/**
 * The daemon's end of a slot. Thread-safe. What is read here was written by another
 * process, which may be of ill will or in ruins: every code and length is checked,
 * nothing blocks, and what can't be trusted reads as a worker that is not well.
 * <p>
 * Should someone truncate the file, the daemon survives it: every read gives what an
 * unknown code gives, every write but a {@link #post} is for nothing, and a snapshot says
 * what happened.
 */
public final class DaemonSlot {

	private static final int ANY_INCARNATION = Integer.MAX_VALUE;

	private static final int UNREADABLE = -1;

	private final RegionFile file;

	private final RegionLayout layout;

	private final int index;

	private final SharedMemory memory;

	private final SlotReader reader;

	private final DaemonMailbox mailbox;

	DaemonSlot(RegionFile file, RegionLayout layout, int index) {
		this.file = file;
		this.layout = layout;
		this.index = index;
		long position = RegionDescriptor.slotPosition(layout, index);
		this.memory = file.map(position, RegionDescriptor.slotSize(layout));
		this.reader = new SlotReader(this.memory);
		this.mailbox = new DaemonMailbox(file, layout, position, this.memory);
		wanted(WantedState.LOOPING);
	}

	/**
	 * Return which slot of the region this is.
	 * @return the index, from 0
	 */
	public int index() {
		return this.index;
	}

	/**
	 * Return the daemon's override while it stands, or else the state that the worker's
	 * process last told. When that has an unknown code, the worker counts as
	 * {@link WorkerState#STALLED}: its process may be there, and is not well. No
	 * allocation, no system call.
	 * @return the state
	 */
	public WorkerState state() {
		long override = longAt(RegionDescriptor.OVERRIDE_OFFSET);
		if (override > 0 && intAt(RegionDescriptor.INCARNATION_OFFSET) <= (int) (override >> 8)) {
			return Codes.state((int) (override & 0xFF) - 1);
		}
		return Codes.state(intAt(RegionDescriptor.STATE_OFFSET));
	}

	/**
	 * Read everything that the worker's process told, at one moment, whatever the
	 * daemon's override is. No system call; no allocation when it is the same as the last
	 * time, without an error.
	 * @return what was read; when that can't be trusted, with a defect
	 */
	public SlotSnapshot snapshot() {
		if (!this.file.isTruncated()) {
			try {
				return this.reader.read();
			}
			catch (InternalError ex) {
				this.file.verify();
			}
		}
		return unreadable();
	}

	/**
	 * Look first whether the file still has its size, a system call, and then read the
	 * {@link #snapshot()}: for decisions that can't be taken back.
	 * @return what was read; when that can't be trusted, with a defect
	 */
	public SlotSnapshot verifiedSnapshot() {
		return this.file.verify() ? snapshot() : unreadable();
	}

	private SlotSnapshot unreadable() {
		return new SlotSnapshot(UNREADABLE, null, 0, 0, 0, 0, 0, 0, 0, 0, null,
				"The file '" + this.file.path() + "' was truncated; it should have " + this.layout.size() + " bytes");
	}

	/**
	 * Override what the worker's processes tell, when the daemon knows better: that the
	 * worker was stopped, will be restarted, is given up, or makes no progress.
	 * @param override the state, or {@code null} when the process's own word counts
	 */
	void override(@Nullable WorkerState override) {
		write((override != null) ? override(override.code(), ANY_INCARNATION) : 0);
	}

	/**
	 * Override what the worker's processes up to an incarnation tell. One that comes
	 * after it speaks for itself as soon as it begins, so that no moment is wrong.
	 * @param override the state
	 * @param incarnation the last incarnation that is overridden, 0 or more
	 */
	public void override(WorkerState override, int incarnation) {
		write(override(override.code(), incarnation));
	}

	private static long override(int code, int incarnation) {
		return ((long) incarnation << 8) | (code + 1);
	}

	private synchronized void write(long override) {
		surviving(() -> {
			this.memory.setLong(RegionDescriptor.OVERRIDE_SINCE_OFFSET, System.currentTimeMillis());
			this.memory.setLongRelease(RegionDescriptor.OVERRIDE_OFFSET, override);
		});
	}

	/**
	 * Return when the state was overridden last, or that was taken back.
	 * @return milliseconds of the epoch, or 0
	 */
	public long overrideSince() {
		return Math.max(longAt(RegionDescriptor.OVERRIDE_SINCE_OFFSET), 0);
	}

	/**
	 * Tell the worker's process what is wanted of it. It looks when its doorbell rings.
	 * Each order has a number of its own, also when it orders the same again.
	 * @param wanted what is wanted
	 */
	public synchronized void wanted(WantedState wanted) {
		surviving(() -> {
			long count = this.memory.getLong(RegionDescriptor.ORDER_OFFSET) >>> 8;
			this.memory.setLongRelease(RegionDescriptor.ORDER_OFFSET, ((count + 1) << 8) | wanted.code());
		});
	}

	/**
	 * Return what is wanted of the worker.
	 * @return what is wanted
	 */
	public WantedState wanted() {
		return Codes.wanted((int) (longAt(RegionDescriptor.ORDER_OFFSET) & 0xFF));
	}

	/**
	 * Return whether the worker paused itself and nothing was ordered since.
	 * @return whether the worker paused itself
	 */
	public boolean pausedItself() {
		long pausedAt = longAt(RegionDescriptor.PAUSED_AT_OFFSET);
		return pausedAt > 0 && pausedAt == (longAt(RegionDescriptor.ORDER_OFFSET) >>> 8) + 1;
	}

	/**
	 * Return a counter that changes as long as the worker makes progress. Only its change
	 * means something. No allocation, no system call.
	 * @return the counter
	 */
	public long progress() {
		return (longAt(RegionDescriptor.STEP_OFFSET) >>> 8) + longAt(RegionDescriptor.PROGRESS_OFFSET);
	}

	/**
	 * Return what the worker's loop thread does. An unknown code counts as an iteration,
	 * so that the watchdog keeps its eye on it. No allocation, no system call.
	 * @return the activity
	 */
	public Activity activity() {
		return Codes.activity((int) (longAt(RegionDescriptor.STEP_OFFSET) & 0xFF));
	}

	/**
	 * Return how far the process has come. An unknown code counts as not far.
	 * @return the phase
	 */
	public ProcessPhase phase() {
		return Codes.phase(intAt(RegionDescriptor.PHASE_OFFSET));
	}

	/**
	 * Return how the worker has left a process that lives on.
	 * @param incarnation the incarnation that is asked about, 1 or more
	 * @return the exit code, or -1 when that incarnation has not left
	 */
	public int departure(int incarnation) {
		long departure = longAt(RegionDescriptor.DEPARTURE_OFFSET);
		return (departure >>> 8 == incarnation) ? (int) (departure & 0xFF) : -1;
	}

	/**
	 * Write the worker's name into the slot, for those who watch the file.
	 * @param name the name, at most 63 bytes in UTF-8
	 */
	public synchronized void name(String name) {
		byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
		if (bytes.length > RegionDescriptor.NAME_CAPACITY) {
			throw new IllegalArgumentException("The name '" + name + "' has '" + bytes.length
					+ "' bytes; a slot takes no more than " + RegionDescriptor.NAME_CAPACITY + ". Shorten it.");
		}
		surviving(() -> {
			this.memory.setIntRelease(RegionDescriptor.NAME_LENGTH_OFFSET, 0);
			this.memory.setBytes(RegionDescriptor.NAME_OFFSET, bytes, bytes.length);
			this.memory.setIntRelease(RegionDescriptor.NAME_LENGTH_OFFSET, bytes.length);
		});
	}

	/**
	 * Forget what the last process told, but for the counts and times that span all
	 * processes of the worker, where they are sane. Commands in the mailbox stay. Call it
	 * only while no process has the slot.
	 */
	public synchronized void reset() {
		surviving(() -> SlotStatus.reset(this.memory));
	}

	/**
	 * Put a command into the mailbox. Ring the doorbell afterwards.
	 * @param command the command
	 * @return the command's cell, which must be released in the end
	 * @throws CommandTooLargeException when it does not fit into a cell
	 * @throws MailboxFullException when no cell is free
	 * @throws RegionException when the file system is full or the region was closed
	 */
	public Posted post(byte[] command) {
		return this.mailbox.post(command);
	}

	/**
	 * Return the size of the largest command and of the largest answer.
	 * @return the size in bytes
	 */
	int mailboxSize() {
		return this.layout.mailboxSize();
	}

	private long longAt(int offset) {
		try {
			return this.file.isTruncated() ? UNREADABLE : this.memory.getLongAcquire(offset);
		}
		catch (InternalError ex) {
			this.file.verify();
			return UNREADABLE;
		}
	}

	private int intAt(int offset) {
		try {
			return this.file.isTruncated() ? UNREADABLE : this.memory.getIntAcquire(offset);
		}
		catch (InternalError ex) {
			this.file.verify();
			return UNREADABLE;
		}
	}

	private void surviving(Runnable write) {
		if (this.file.verify()) {
			try {
				write.run();
			}
			catch (InternalError ex) {
				this.file.verify();
			}
		}
	}

}
