package dev.daemonspring.region;

import java.nio.charset.StandardCharsets;

import dev.daemonspring.worker.WorkerState;

/**
 * The daemon's end of a slot. Thread-safe. What it reads was written by another process,
 * which may be hostile or broken: every code and length is checked, nothing blocks, and
 * whatever can't be trusted is read as a worker in trouble.
 * <p>
 * The daemon survives a truncation of the file: every read then returns the fallback for
 * an unknown code, every write except {@link #post} is silently dropped, and a snapshot
 * reports what happened.
 */
public final class DaemonSlot {

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
	 * Return the moment up to which the process has dealt with all ticks (epoch ms), or 0
	 * if it has none.
	 */
	public long tick() {
		return this.memory.getLongAcquire(RegionDescriptor.TICK_OFFSET);
	}

	/**
	 * Return the position of this slot in the region.
	 * @return the index, from 0
	 */
	public int index() {
		return this.index;
	}

	/**
	 * Return the daemon's override while one applies, otherwise the state that the
	 * worker's process last reported. An unknown code is read as
	 * {@link WorkerState#STALLED}: the process may be alive, but something is wrong with
	 * it. No allocation, no system call.
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
	 * Take a consistent snapshot of everything that the worker's process has reported,
	 * regardless of the daemon's override. No system call; no allocation if nothing has
	 * changed since the last snapshot and there is no last error.
	 * @return the snapshot, with a defect if it can't be trusted
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
	 * Check with a system call that the file still has its size, then take a
	 * {@link #snapshot()}: for decisions that can't be undone.
	 * @return the snapshot, with a defect if it can't be trusted
	 */
	public SlotSnapshot verifiedSnapshot() {
		return this.file.verify() ? snapshot() : unreadable();
	}

	private SlotSnapshot unreadable() {
		return new SlotSnapshot(UNREADABLE, null, 0, 0, 0, 0, 0, 0, 0, 0, null,
				"The file '" + this.file.path() + "' was truncated; it should have " + this.layout.size() + " bytes");
	}

	/**
	 * Override the state that the worker's processes up to a given incarnation report,
	 * where the daemon knows better: that the worker was stopped, will be restarted, was
	 * given up, or makes no progress. The state of the next incarnation applies as soon
	 * as it begins, so that there is no moment at which the state is wrong.
	 * @param override the state
	 * @param incarnation the last incarnation to override, 0 or more
	 */
	public synchronized void override(WorkerState override, int incarnation) {
		writeUnlessTruncated(() -> {
			this.memory.setLong(RegionDescriptor.OVERRIDE_SINCE_OFFSET, System.currentTimeMillis());
			this.memory.setLongRelease(RegionDescriptor.OVERRIDE_OFFSET,
					((long) incarnation << 8) | (override.code() + 1));
		});
	}

	/**
	 * Return when the override was last set.
	 * @return milliseconds since the epoch, or 0 if never
	 */
	public long overrideSince() {
		return Math.max(longAt(RegionDescriptor.OVERRIDE_SINCE_OFFSET), 0);
	}

	/**
	 * Order the worker's process into a state. The process looks at its orders when its
	 * doorbell rings. Each order has a new number, even if it repeats the one before.
	 * @param wanted the wanted state
	 */
	public synchronized void wanted(WantedState wanted) {
		writeUnlessTruncated(() -> {
			long count = this.memory.getLong(RegionDescriptor.ORDER_OFFSET) >>> 8;
			this.memory.setLongRelease(RegionDescriptor.ORDER_OFFSET, ((count + 1) << 8) | wanted.code());
		});
	}

	/**
	 * Return the state that the worker was last ordered into.
	 * @return the wanted state
	 */
	public WantedState wanted() {
		return Codes.wanted((int) (longAt(RegionDescriptor.ORDER_OFFSET) & 0xFF));
	}

	/**
	 * Tell the worker's process how many instances the worker has. The process looks at
	 * it when its doorbell rings, and before each iteration.
	 * @param word the total, as {@link TotalWord} has it
	 */
	public synchronized void total(long word) {
		writeUnlessTruncated(() -> this.memory.setLongRelease(RegionDescriptor.TOTAL_OFFSET, word));
	}

	/**
	 * Return what the worker's process is told of how many instances there are.
	 * @return the word
	 */
	public long total() {
		return longAt(RegionDescriptor.TOTAL_OFFSET);
	}

	/**
	 * Return in which change of the total the loop of the last process was held: it runs
	 * no iteration, and begins none until it is released.
	 * @return the epoch, or 0 if it was never held
	 */
	public long heldIn() {
		return Math.max(longAt(RegionDescriptor.HELD_OFFSET), 0);
	}

	/**
	 * Let the process of a worker that the replicas share live until a deadline. It ends
	 * itself at that moment, also when nobody else can end it.
	 * @param deadline the deadline, as by {@link System#nanoTime()}, or 0 for none
	 */
	public synchronized void lease(long deadline) {
		writeUnlessTruncated(() -> this.memory.setLongRelease(RegionDescriptor.LEASE_OFFSET, deadline));
	}

	/**
	 * Have the worker's process work on when it has done as many iterations as it may, or
	 * let it go then. It looks between two iterations, and when its doorbell rings.
	 * @param retained whether it works on
	 */
	public synchronized void retain(boolean retained) {
		writeUnlessTruncated(() -> this.memory.setIntRelease(RegionDescriptor.RETAINED_OFFSET, retained ? 1 : 0));
	}

	/**
	 * Return whether the worker paused itself and has received no order since.
	 * @return whether the worker paused itself
	 */
	public boolean pausedItself() {
		long pausedAt = longAt(RegionDescriptor.PAUSED_AT_OFFSET);
		return pausedAt > 0 && pausedAt == (longAt(RegionDescriptor.ORDER_OFFSET) >>> 8) + 1;
	}

	/**
	 * Return a counter that changes whenever the worker makes progress. Its value alone
	 * has no meaning. No allocation, no system call.
	 * @return the counter
	 */
	public long progress() {
		return (longAt(RegionDescriptor.STEP_OFFSET) >>> 8) + longAt(RegionDescriptor.PROGRESS_OFFSET);
	}

	/**
	 * Return what the worker's loop thread is doing. An unknown code is read as an
	 * iteration, so that the watchdog keeps watching it. No allocation, no system call.
	 * @return the activity
	 */
	public Activity activity() {
		return Codes.activity((int) (longAt(RegionDescriptor.STEP_OFFSET) & 0xFF));
	}

	/**
	 * Return a number that changes whenever the worker's loop thread turns to something
	 * else, such as the next iteration, but not because a long iteration reports
	 * progress. Its value alone has no meaning. No allocation, no system call.
	 * @return the number
	 */
	public long step() {
		return longAt(RegionDescriptor.STEP_OFFSET);
	}

	/**
	 * Return how long the longest iteration of the last process alone took.
	 * @return the time in nanoseconds, 0 before the first iteration has ended
	 */
	public long ownLongestNanos() {
		return Math.max(longAt(RegionDescriptor.OWN_LONGEST_NANOS_OFFSET), 0);
	}

	/**
	 * Return how far the process has got. An unknown code is read as the first phase.
	 * @return the phase
	 */
	public ProcessPhase phase() {
		return Codes.phase(intAt(RegionDescriptor.PHASE_OFFSET));
	}

	/**
	 * Return how an incarnation of the worker ended, as it reported itself before its
	 * process ended or went on without it.
	 * @param incarnation the incarnation, 1 or more
	 * @return the exit code, or -1 if that incarnation has reported none
	 */
	public int departure(int incarnation) {
		long departure = longAt(RegionDescriptor.DEPARTURE_OFFSET);
		return (departure >>> 8 == incarnation) ? (int) (departure & 0xFF) : -1;
	}

	/**
	 * Write the worker's name into the slot, for external tools that read the file.
	 * @param name the name, at most 63 bytes in UTF-8
	 */
	public synchronized void name(String name) {
		byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
		if (bytes.length > RegionDescriptor.NAME_CAPACITY) {
			throw new IllegalArgumentException("The name '" + name + "' has '" + bytes.length
					+ "' bytes; a slot takes no more than " + RegionDescriptor.NAME_CAPACITY + ". Shorten it.");
		}
		writeUnlessTruncated(() -> {
			this.memory.setIntRelease(RegionDescriptor.NAME_LENGTH_OFFSET, 0);
			this.memory.setBytes(RegionDescriptor.NAME_OFFSET, bytes, bytes.length);
			this.memory.setIntRelease(RegionDescriptor.NAME_LENGTH_OFFSET, bytes.length);
		});
	}

	/**
	 * Reset what the last process reported, except for the counts and times that span all
	 * processes of the worker, unless these are invalid. Commands in the mailbox are
	 * kept. To be called only while no process uses the slot.
	 */
	public synchronized void reset() {
		writeUnlessTruncated(() -> SlotStatus.reset(this.memory));
	}

	/**
	 * Put a command into the mailbox. The caller rings the doorbell afterwards.
	 * @param command the command
	 * @return the posted command, which the caller must eventually release
	 * @throws CommandTooLargeException if it does not fit into a cell
	 * @throws MailboxFullException if no cell is free
	 * @throws RegionException if the file system is full or the region is closed
	 */
	public PostedCommand post(byte[] command) {
		return this.mailbox.post(command);
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

	private void writeUnlessTruncated(Runnable write) {
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
