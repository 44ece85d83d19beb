package dev.daemonspring.child;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.protocol.Assignment;
import dev.daemonspring.protocol.ExitCode;
import dev.daemonspring.region.WantedState;
import dev.daemonspring.region.WorkerSlot;
import dev.daemonspring.worker.WorkerState;

/**
 * A worker in this process, from its assignment to its end. Thread-safe; it is up to
 * {@link HostedWorkers} to order its beginning against the end of the process.
 */
final class HostedWorker {

	private final Assignment assignment;

	private final WorkerSlot slot;

	private volatile @Nullable WorkerRunner runner;

	private volatile @Nullable Thread thread;

	HostedWorker(Assignment assignment, WorkerSlot slot) {
		this.assignment = assignment;
		this.slot = slot;
	}

	Assignment assignment() {
		return this.assignment;
	}

	/**
	 * Begin, on the current thread.
	 * @return the runner of the worker
	 */
	WorkerRunner begin() {
		this.slot.begin(ProcessHandle.current().pid(), this.assignment.incarnation());
		WorkerRunner begun = new WorkerRunner(this.assignment, this.slot);
		this.thread = Thread.currentThread();
		this.runner = begun;
		return begun;
	}

	/**
	 * Return whether the worker has begun, and so may have something to clean up.
	 */
	boolean hasBegun() {
		return this.runner != null;
	}

	/**
	 * Return whether the worker was ordered to stop, and so need not begin.
	 */
	boolean isUnwanted() {
		return this.slot.wanted() == WantedState.STOPPED;
	}

	boolean runsOn(Thread candidate) {
		return this.thread == candidate;
	}

	void rung() {
		WorkerRunner running = this.runner;
		if (running != null) {
			running.rung();
		}
	}

	void end() {
		WorkerRunner running = this.runner;
		if (running != null) {
			running.end();
		}
	}

	void interrupt() {
		Thread living = this.thread;
		if (living != null) {
			living.interrupt();
		}
	}

	/**
	 * Report that this worker, whose thread is waiting in {@code System.exit}, is ending
	 * the process.
	 */
	void exits(String error) {
		this.slot.failed(error);
		this.slot.state(WorkerState.SPINDOWN);
	}

	/**
	 * Report that the worker has not ended in time and its process is being halted.
	 * @return the exit code
	 */
	int overdue(String error) {
		WorkerRunner running = this.runner;
		WorkerEnding ending = (running != null) ? running.ending() : null;
		if (ending == WorkerEnding.FAILED) {
			return ending.exitCode();
		}
		this.slot.error(error);
		if (ending == WorkerEnding.STOPPED || ending == WorkerEnding.DONE) {
			this.slot.state(ending.state());
		}
		if (ending == WorkerEnding.LIMIT_REACHED) {
			ended(ending);
			return ending.exitCode();
		}
		return ExitCode.OVERDUE;
	}

	/**
	 * Report how the worker ended: the exit code alone could be one that the worker
	 * chose.
	 */
	void ended(WorkerEnding ending) {
		this.slot.departed(this.assignment.incarnation(), ending.exitCode());
	}

	/**
	 * Report that the worker has left a process that goes on.
	 */
	void depart(WorkerEnding ending) {
		ended(ending);
		this.slot.close();
	}

}
