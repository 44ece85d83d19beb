package dev.daemonspring.region;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.worker.WorkerState;

/**
 * The daemon's end of a slot. Thread-safe. What is read here was written by another
 * process, which may be of ill will or in ruins: every code and length is checked,
 * nothing blocks, and what can't be trusted reads as a worker that is down.
 */
public final class DaemonSlot {

	private static final SlotSnapshot UNREADABLE = new SlotSnapshot(WorkerState.STALLED.code(), WorkerState.STALLED, 0,
			0, 0, 0, 0, 0, 0, 0, null, null);

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
	 * Return the daemon's verdict, or else the state that the worker's process last
	 * wrote. When that has an unknown code, the worker counts as
	 * {@link WorkerState#STALLED}: its process is there, and not well. No allocation, no
	 * system call.
	 * @return the state
	 */
	public WorkerState state() {
		try {
			WorkerState verdict = SlotReader.state(this.memory.getIntAcquire(RegionDescriptor.VERDICT_OFFSET) - 1);
			WorkerState state = (verdict != null) ? verdict
					: SlotReader.state(this.memory.getIntAcquire(RegionDescriptor.STATE_OFFSET));
			return (state != null) ? state : WorkerState.STALLED;
		}
		catch (InternalError ex) {
			return WorkerState.STALLED;
		}
	}

	/**
	 * Read everything that the slot says, at one moment.
	 * @return what was read; when that can't be trusted, with a defect
	 */
	public SlotSnapshot snapshot() {
		try {
			SlotSnapshot snapshot = judged(this.reader.read());
			// A fault in compiled code is thrown at the next return from native code only
			Thread.holdsLock(this);
			return snapshot;
		}
		catch (InternalError ex) {
			return unreadable();
		}
	}

	private SlotSnapshot judged(SlotSnapshot told) {
		int code = this.memory.getIntAcquire(RegionDescriptor.VERDICT_OFFSET) - 1;
		WorkerState verdict = SlotReader.state(code);
		if (verdict == null) {
			return told;
		}
		return new SlotSnapshot(code, verdict, this.memory.getLong(RegionDescriptor.VERDICT_SINCE_OFFSET), told.pid(),
				told.incarnation(), told.iterations(), told.lastNanos(), told.longestNanos(), told.totalNanos(),
				told.failures(), told.lastError(), told.defect());
	}

	private SlotSnapshot unreadable() {
		return new SlotSnapshot(UNREADABLE.stateCode(), UNREADABLE.state(), 0, 0, 0, 0, 0, 0, 0, 0, null,
				"The file '" + this.file.path() + "' was truncated to '" + this.file.length() + "' of "
						+ this.layout.size() + " bytes");
	}

	/**
	 * Override what the worker's process last wrote, when the daemon knows better: that
	 * it was stopped, will be restarted, is given up, or makes no progress.
	 * @param verdict the state, or {@code null} when the worker's own word counts
	 */
	public synchronized void verdict(@Nullable WorkerState verdict) {
		this.memory.setLong(RegionDescriptor.VERDICT_SINCE_OFFSET, System.currentTimeMillis());
		this.memory.setIntRelease(RegionDescriptor.VERDICT_OFFSET, (verdict != null) ? verdict.code() + 1 : 0);
	}

	/**
	 * Tell the worker's process what is wanted of it. It looks when its doorbell rings.
	 * @param wanted what is wanted
	 */
	public void wanted(WantedState wanted) {
		this.memory.setIntRelease(RegionDescriptor.WANTED_OFFSET, wanted.code());
	}

	/**
	 * Return what is wanted of the worker.
	 * @return what is wanted
	 */
	public WantedState wanted() {
		try {
			return Codes.wanted(this.memory.getIntAcquire(RegionDescriptor.WANTED_OFFSET));
		}
		catch (InternalError ex) {
			return WantedState.LOOPING;
		}
	}

	/**
	 * Return a counter that changes as long as the worker makes progress. Only its change
	 * means something.
	 * @return the counter
	 */
	public long progress() {
		try {
			return this.memory.getLongAcquire(RegionDescriptor.PROGRESS_OFFSET);
		}
		catch (InternalError ex) {
			return 0;
		}
	}

	/**
	 * Return what the worker's loop thread does. An unknown code counts as an iteration,
	 * so that the watchdog keeps its eye on it.
	 * @return the activity
	 */
	public Activity activity() {
		try {
			return Codes.activity(this.memory.getIntAcquire(RegionDescriptor.ACTIVITY_OFFSET));
		}
		catch (InternalError ex) {
			return Activity.ITERATION;
		}
	}

	/**
	 * Return how far the process has come. An unknown code counts as not far.
	 * @return the phase
	 */
	public ProcessPhase phase() {
		try {
			return Codes.phase(this.memory.getIntAcquire(RegionDescriptor.PHASE_OFFSET));
		}
		catch (InternalError ex) {
			return ProcessPhase.BORN;
		}
	}

	/**
	 * Return how many doorbells the process has heard.
	 * @return the count
	 */
	public long heard() {
		try {
			return this.memory.getLongAcquire(RegionDescriptor.HEARD_OFFSET);
		}
		catch (InternalError ex) {
			return 0;
		}
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
		this.memory.setIntRelease(RegionDescriptor.NAME_LENGTH_OFFSET, 0);
		this.memory.setBytes(RegionDescriptor.NAME_OFFSET, bytes, bytes.length);
		this.memory.setIntRelease(RegionDescriptor.NAME_LENGTH_OFFSET, bytes.length);
	}

	/**
	 * Forget what the last process wrote, but for the counts and times that span all
	 * processes of the worker, where they are sane. Commands in the mailbox stay. Call it
	 * only while no process has the slot.
	 */
	public synchronized void reset() {
		long writing = Seqlock.begin(this.memory);
		SlotCounters.repair(this.memory);
		this.memory.setInt(RegionDescriptor.STATE_OFFSET, WorkerState.SPINUP.code());
		this.memory.setInt(RegionDescriptor.INCARNATION_OFFSET, 0);
		this.memory.setLong(RegionDescriptor.SINCE_OFFSET, 0);
		this.memory.setLong(RegionDescriptor.PID_OFFSET, 0);
		this.memory.setLong(RegionDescriptor.LAST_NANOS_OFFSET, 0);
		this.memory.setInt(RegionDescriptor.ERROR_LENGTH_OFFSET, 0);
		Seqlock.end(this.memory, writing);
		this.memory.setLongRelease(RegionDescriptor.PROGRESS_OFFSET, 0);
		this.memory.setIntRelease(RegionDescriptor.ACTIVITY_OFFSET, Activity.IDLE.code());
		this.memory.setIntRelease(RegionDescriptor.PHASE_OFFSET, ProcessPhase.BORN.code());
		this.memory.setLongRelease(RegionDescriptor.HEARD_OFFSET, 0);
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
	public int mailboxSize() {
		return this.layout.mailboxSize();
	}

}
