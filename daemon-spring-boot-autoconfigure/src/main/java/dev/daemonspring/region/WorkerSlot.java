package dev.daemonspring.region;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.worker.WorkerState;

/**
 * The worker process's end of a slot: maps the pages of its own slot and no others.
 * <p>
 * State, iterations, activity and errors are told by one thread, the loop's; everything
 * else by any thread. After {@link #close()} a straggler does no harm: what it tells is
 * ignored, and it learns that it shall stop.
 */
public final class WorkerSlot implements AutoCloseable {

	private final SharedMemory memory;

	private final WorkerMailbox mailbox;

	private volatile boolean closed;

	private WorkerSlot(SharedMemory memory, RegionLayout layout) {
		this.memory = memory;
		this.mailbox = new WorkerMailbox(memory, layout);
	}

	/**
	 * Open a slot of a region that a daemon has created.
	 * @param file the file
	 * @param index the index of the slot, from 0
	 * @return the slot
	 * @throws RegionException when the file is no region, or has no such slot
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
	 * Take the slot over from the process before, whatever that left behind, and tell
	 * that the worker spins up.
	 * @param pid this process's id
	 * @param incarnation which process of the worker this is
	 */
	public void begin(long pid, int incarnation) {
		if (this.closed) {
			return;
		}
		SlotStatus.begin(this.memory, pid, incarnation, System.currentTimeMillis());
		activity(Activity.SPINUP);
	}

	/**
	 * Tell how far the process has come.
	 * @param phase the phase
	 */
	public void phase(ProcessPhase phase) {
		if (!this.closed) {
			this.memory.setIntRelease(RegionDescriptor.PHASE_OFFSET, phase.code());
		}
	}

	/**
	 * Tell that the worker entered a state now.
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
	 * Return the state that was told last.
	 * @return the state
	 */
	public WorkerState state() {
		return Codes.state(this.memory.getIntAcquire(RegionDescriptor.STATE_OFFSET));
	}

	/**
	 * Tell that an iteration starts. No allocation, no system call.
	 */
	public void iterationStarted() {
		activity(Activity.ITERATION);
	}

	/**
	 * Tell that an iteration ended. No allocation, no system call.
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
		memory.setLong(RegionDescriptor.TOTAL_NANOS_OFFSET,
				memory.getLong(RegionDescriptor.TOTAL_NANOS_OFFSET) + nanos);
		Seqlock.end(memory, writing);
		step(Activity.IDLE);
	}

	/**
	 * Tell what the loop's thread does from now on. Counts as progress.
	 * @param activity the activity
	 */
	public void activity(Activity activity) {
		if (!this.closed) {
			step(activity);
		}
	}

	// One store for both: who sees the activity sees that there was progress
	private void step(Activity activity) {
		long count = this.memory.getLong(RegionDescriptor.STEP_OFFSET) >>> 8;
		this.memory.setLongRelease(RegionDescriptor.STEP_OFFSET, ((count + 1) << 8) | activity.code());
	}

	/**
	 * Tell that the worker threw.
	 * @param error the error; what does not fit is cut off
	 */
	public void failed(String error) {
		error(error, 1);
	}

	/**
	 * Tell an error that is no failure of the worker.
	 * @param error the error; what does not fit is cut off
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
	 * Tell that the worker is alive. Any thread may.
	 */
	public void progress() {
		if (!this.closed) {
			this.memory.addLong(RegionDescriptor.PROGRESS_OFFSET, 1);
		}
	}

	/**
	 * Return what the daemon wants of the worker.
	 * @return what is wanted
	 */
	public WantedState wanted() {
		return this.closed ? WantedState.STOPPED
				: Codes.wanted((int) (this.memory.getLongAcquire(RegionDescriptor.ORDER_OFFSET) & 0xFF));
	}

	/**
	 * Return the number of the daemon's last order. It changes with each, also when the
	 * same is wanted again.
	 * @return the number
	 */
	public long wantedSequence() {
		return this.memory.getLongAcquire(RegionDescriptor.ORDER_OFFSET) >>> 8;
	}

	/**
	 * Tell that the worker pauses itself, until something else is ordered. Any thread
	 * may.
	 * @param order the number of the last order that the worker knew of
	 */
	public void pausedItself(long order) {
		if (!this.closed) {
			this.memory.setLongRelease(RegionDescriptor.PAUSED_AT_OFFSET, order + 1);
		}
	}

	/**
	 * Tell that the worker has left its process, which lives on. The last that is told of
	 * an incarnation.
	 * @param incarnation which stay of the worker has ended
	 * @param exitCode how it ended, in the terms of a process, from 0 to 255
	 */
	public void departed(int incarnation, int exitCode) {
		if (!this.closed) {
			this.memory.setLongRelease(RegionDescriptor.DEPARTURE_OFFSET, ((long) incarnation << 8) | exitCode);
		}
	}

	/**
	 * Take the oldest pending command. It can't be withdrawn any more, and no other
	 * caller gets it.
	 * @return the command, or {@code null} when none is pending
	 */
	public @Nullable PendingCommand next() {
		return this.closed ? null : this.mailbox.next();
	}

	/**
	 * Return whether a command is pending. Costs one read of memory when nothing was
	 * posted since the last one was taken.
	 * @return whether {@link #next()} would give a command
	 */
	public boolean hasPending() {
		return !this.closed && this.mailbox.hasPending();
	}

	/**
	 * Give up the slot. Its memory goes when the last reference to it does.
	 */
	@Override
	public void close() {
		this.closed = true;
	}

}
