package dev.daemonspring.region;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.worker.WorkerState;

/**
 * The worker process's end of a slot: maps the pages of that slot and no others.
 * <p>
 * State, iterations, activity and errors are reported by a single thread, the loop's;
 * everything else by any thread. After {@link #close()}, a thread that is still running
 * does no harm: its reports are ignored, and it is ordered to stop.
 */
public final class WorkerSlot implements AutoCloseable {

	private final SharedMemory memory;

	private final WorkerMailbox mailbox;

	private volatile boolean closed;

	WorkerSlot(SharedMemory memory, RegionLayout layout) {
		this.memory = memory;
		this.mailbox = new WorkerMailbox(memory, layout);
	}

	/**
	 * Open a slot of a region that a daemon has created.
	 * @param file the file
	 * @param index the index of the slot, from 0
	 * @return the slot
	 * @throws RegionException if the file is not a region, or has no such slot
	 */
	public static WorkerSlot open(Path file, int index) {
		try (FileChannel channel = RegionLink.open(file)) {
			RegionLayout layout = RegionHeader.read(file, channel);
			if (index < 0 || index >= layout.slots()) {
				throw RegionFile.failure(file, "has no slot '" + index + "' but " + layout.slots(),
						"Start worker processes through their daemon only.", null);
			}
			return new WorkerSlot(new SharedMemory(channel.map(FileChannel.MapMode.READ_WRITE,
					RegionDescriptor.slotPosition(layout, index), RegionDescriptor.slotSize(layout))), layout);
		}
		catch (IOException ex) {
			throw RegionFile.failure(file, "can't be opened: " + ex,
					"Start worker processes through their daemon only.", ex);
		}
	}

	/**
	 * Take over the slot from the previous process, whatever state that left it in, and
	 * report that the worker is spinning up.
	 * @param pid the id of this process
	 * @param incarnation the number of this process among those of the worker
	 */
	public void begin(long pid, int incarnation) {
		if (this.closed) {
			return;
		}
		SlotStatus.begin(this.memory, pid, incarnation, System.currentTimeMillis());
		activity(Activity.SPINUP);
	}

	/**
	 * Report how far the process has got.
	 * @param phase the phase
	 */
	public void phase(ProcessPhase phase) {
		if (!this.closed) {
			this.memory.setIntRelease(RegionDescriptor.PHASE_OFFSET, phase.code());
		}
	}

	/**
	 * Report that the worker has now entered a state.
	 * @param state the state
	 */
	public void state(WorkerState state) {
		if (this.closed) {
			return;
		}
		long now = System.currentTimeMillis();
		long writing = Seqlock.begin(this.memory);
		this.memory.setInt(RegionDescriptor.STATE_OFFSET, state.code());
		this.memory.setLong(RegionDescriptor.SINCE_OFFSET, now);
		Seqlock.end(this.memory, writing);
	}

	/**
	 * Return the state that was last reported.
	 * @return the state
	 */
	public WorkerState state() {
		return Codes.state(this.memory.getIntAcquire(RegionDescriptor.STATE_OFFSET));
	}

	/**
	 * Report that an iteration is starting. No allocation, no system call.
	 */
	public void iterationStarted() {
		activity(Activity.ITERATION);
	}

	/**
	 * Report that an iteration has ended. No allocation, no system call.
	 * @param nanos how long it took
	 */
	public void iterationEnded(long nanos) {
		if (this.closed) {
			return;
		}
		SharedMemory memory = this.memory;
		long writing = Seqlock.begin(memory);
		memory.setLong(RegionDescriptor.ITERATIONS_OFFSET, memory.getLong(RegionDescriptor.ITERATIONS_OFFSET) + 1);
		memory.setLong(RegionDescriptor.LAST_NANOS_OFFSET, nanos);
		if (nanos > memory.getLong(RegionDescriptor.LONGEST_NANOS_OFFSET)) {
			memory.setLong(RegionDescriptor.LONGEST_NANOS_OFFSET, nanos);
		}
		if (nanos > memory.getLong(RegionDescriptor.OWN_LONGEST_NANOS_OFFSET)) {
			memory.setLong(RegionDescriptor.OWN_LONGEST_NANOS_OFFSET, nanos);
		}
		memory.setLong(RegionDescriptor.TOTAL_NANOS_OFFSET,
				memory.getLong(RegionDescriptor.TOTAL_NANOS_OFFSET) + nanos);
		Seqlock.end(memory, writing);
		step(Activity.IDLE);
	}

	/**
	 * Report what the loop thread is doing from now on. Counts as progress.
	 * @param activity the activity
	 */
	public void activity(Activity activity) {
		if (!this.closed) {
			step(activity);
		}
	}

	// A single store for both: a reader that sees the activity also sees the progress
	private void step(Activity activity) {
		long count = this.memory.getLong(RegionDescriptor.STEP_OFFSET) >>> 8;
		this.memory.setLongRelease(RegionDescriptor.STEP_OFFSET, ((count + 1) << 8) | activity.code());
	}

	/**
	 * Report that the worker threw an exception.
	 * @param error the error, which is truncated if too long
	 */
	public void failed(String error) {
		error(error, 1);
	}

	/**
	 * Report an error that does not count as a failure of the worker.
	 * @param error the error, which is truncated if too long
	 */
	public void error(String error) {
		error(error, 0);
	}

	private void error(String error, int failures) {
		if (this.closed) {
			return;
		}
		byte[] bytes = Utf8.truncate(error, RegionDescriptor.ERROR_CAPACITY);
		long writing = Seqlock.begin(this.memory);
		this.memory.setLong(RegionDescriptor.FAILURES_OFFSET,
				this.memory.getLong(RegionDescriptor.FAILURES_OFFSET) + failures);
		this.memory.setInt(RegionDescriptor.ERROR_LENGTH_OFFSET, bytes.length);
		this.memory.setBytes(RegionDescriptor.ERROR_OFFSET, bytes, bytes.length);
		Seqlock.end(this.memory, writing);
	}

	/**
	 * Report that the worker is making progress. May be called on any thread.
	 */
	public void progress() {
		if (!this.closed) {
			this.memory.addLong(RegionDescriptor.PROGRESS_OFFSET, 1);
		}
	}

	/**
	 * Return the state that the daemon last ordered the worker into.
	 * @return the wanted state
	 */
	public WantedState wanted() {
		return this.closed ? WantedState.STOPPED
				: Codes.wanted((int) (this.memory.getLongAcquire(RegionDescriptor.ORDER_OFFSET) & 0xFF));
	}

	/**
	 * Return the number of the daemon's last order. It changes with every order, even if
	 * that repeats the one before.
	 * @return the number
	 */
	public long wantedSequence() {
		return this.memory.getLongAcquire(RegionDescriptor.ORDER_OFFSET) >>> 8;
	}

	/**
	 * Return how many instances the worker has.
	 * @return the word, as {@link TotalWord} has it
	 */
	public long total() {
		return this.memory.getLongAcquire(RegionDescriptor.TOTAL_OFFSET);
	}

	/**
	 * Report that the loop is held: it runs no iteration, and begins none in this epoch
	 * until it is released.
	 * @param epoch the epoch of the total
	 */
	public void heldIn(long epoch) {
		if (!this.closed) {
			this.memory.setLongRelease(RegionDescriptor.HELD_OFFSET, epoch);
		}
	}

	/**
	 * Return until when this process may live. The monotonic clock is one for all
	 * processes of a machine.
	 * @return the deadline, as by {@link System#nanoTime()}, or 0 if there is none
	 */
	public long lease() {
		return this.memory.getLongAcquire(RegionDescriptor.LEASE_OFFSET);
	}

	/**
	 * Return whether the worker works on when it has done as many iterations as it may,
	 * because nobody can take its place yet.
	 * @return whether it works on
	 */
	public boolean isRetained() {
		return this.memory.getIntAcquire(RegionDescriptor.RETAINED_OFFSET) == 1;
	}

	/**
	 * Return whether the slot was given up.
	 * @return whether it was
	 */
	public boolean isClosed() {
		return this.closed;
	}

	/**
	 * Report that the worker is pausing itself until the next order. May be called on any
	 * thread.
	 * @param order the number of the last order that the worker knows of
	 */
	public void pausedItself(long order) {
		if (!this.closed) {
			this.memory.setLongRelease(RegionDescriptor.PAUSED_AT_OFFSET, order + 1);
		}
	}

	/**
	 * Report how the worker ended, before its process ends or goes on without it. The
	 * last report of an incarnation.
	 * @param incarnation the incarnation that has ended
	 * @param exitCode how it ended, as the exit code of a process, from 0 to 255
	 */
	public void departed(int incarnation, int exitCode) {
		if (!this.closed) {
			this.memory.setLongRelease(RegionDescriptor.DEPARTURE_OFFSET, ((long) incarnation << 8) | exitCode);
		}
	}

	/**
	 * Report that all ticks up to a moment are dealt with. The report is kept for the
	 * next process of the worker.
	 * @param moment the moment (epoch ms)
	 */
	public void tick(long moment) {
		if (!this.closed) {
			this.memory.setLongRelease(RegionDescriptor.TICK_OFFSET, moment);
		}
	}

	/**
	 * Return the moment up to which all ticks are dealt with, by this process or one
	 * before.
	 * @return the moment (epoch ms), or 0 if there is none
	 */
	public long tick() {
		return this.memory.getLongAcquire(RegionDescriptor.TICK_OFFSET);
	}

	/**
	 * Take the oldest pending command. It can no longer be withdrawn, and no other caller
	 * gets it.
	 * @return the command, or {@code null} if none is pending
	 */
	public @Nullable PendingCommand next() {
		return this.closed ? null : this.mailbox.next();
	}

	/**
	 * Return whether a command is pending. Costs a single memory read if nothing has been
	 * posted since the last one was taken.
	 * @return whether {@link #next()} would return a command
	 */
	public boolean hasPending() {
		return !this.closed && this.mailbox.hasPending();
	}

	/**
	 * Give up the slot. Its memory is released with the last reference to it.
	 */
	@Override
	public void close() {
		this.closed = true;
	}

}
