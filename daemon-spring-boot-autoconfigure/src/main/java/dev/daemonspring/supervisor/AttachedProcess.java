package dev.daemonspring.supervisor;

import java.time.Duration;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.process.Child;
import dev.daemonspring.process.EventLoop;
import dev.daemonspring.protocol.Assignment;

/**
 * The process that a worker has, at most one at a time, and what is known of it. Of one
 * that is gone its number, its age and its limit stay known until the next one comes.
 * Changed on the supervisor's thread only; any may ask for the process.
 */
final class AttachedProcess {

	/**
	 * The index of no metrics file.
	 */
	static final int NO_METERS = -1;

	private final EventLoop thread;

	private final Termination termination;

	private final RunningIteration iteration;

	private volatile @Nullable Child child;

	private int incarnation;

	private long attachedAt;

	private @Nullable String limitReached;

	private volatile int metricsFile = NO_METERS;

	private long lease;

	private long tick;

	AttachedProcess(Duration shutdownGrace, EventLoop thread) {
		this.thread = thread;
		this.termination = new Termination(shutdownGrace, thread);
		this.iteration = new RunningIteration(thread);
	}

	/**
	 * Return the process, or {@code null} when there is none.
	 */
	@Nullable Child child() {
		return this.child;
	}

	/**
	 * Return the end of the process that somebody may have begun.
	 */
	Termination termination() {
		return this.termination;
	}

	/**
	 * Return what is known of the iteration that the process runs.
	 */
	RunningIteration iteration() {
		return this.iteration;
	}

	/**
	 * Return the number of the latest process among those of the worker, from 1.
	 */
	int incarnation() {
		return this.incarnation;
	}

	/**
	 * Have another process.
	 */
	void attach(Child newChild, long now) {
		assert this.thread.inEventLoop();
		this.termination.cancel();
		this.limitReached = null;
		this.lease = 0;
		this.attachedAt = now;
		this.incarnation++;
		this.child = newChild;
	}

	/**
	 * Have the processes that follow tell their meters. Any thread may say so.
	 * @param file the index of their metrics file, or {@link #NO_METERS}
	 */
	void tellMeters(int file) {
		this.metricsFile = file;
	}

	/**
	 * Tell the process what to be.
	 */
	void assign(Assignment assignment) {
		Child attached = Objects.requireNonNull(this.child);
		attached.assign(assignment);
		int file = this.metricsFile;
		if (file != NO_METERS) {
			attached.writeMeters(file);
		}
	}

	/**
	 * Have no process any more.
	 */
	void detach() {
		assert this.thread.inEventLoop();
		this.child = null;
		this.termination.cancel();
	}

	/**
	 * Return how long ago the latest process was attached.
	 */
	Duration age(long now) {
		return Duration.ofNanos(now - this.attachedAt);
	}

	/**
	 * Note that the process is to be replaced.
	 * @param reason the limit that it has reached
	 */
	void limitReached(String reason) {
		assert this.thread.inEventLoop();
		this.limitReached = reason;
	}

	/**
	 * Return whether the process does not know yet until when it may live.
	 * @param deadline the deadline
	 */
	boolean isNewLease(long deadline) {
		assert this.thread.inEventLoop();
		boolean other = deadline != this.lease;
		this.lease = deadline;
		return other;
	}

	/**
	 * Return whether ticks were dealt with since the last call.
	 * @param moment up to when ticks are dealt with
	 */
	boolean isNewTick(long moment) {
		assert this.thread.inEventLoop();
		boolean other = moment != this.tick;
		this.tick = moment;
		return other;
	}

	/**
	 * Return which limit the latest process has reached, or {@code null}.
	 */
	@Nullable String limitReached() {
		return this.limitReached;
	}

}
