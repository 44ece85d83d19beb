package dev.daemonspring.child;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.region.WantedState;
import dev.daemonspring.region.WorkerSlot;

/**
 * The stay of a worker in a process, from its assignment to its end. Thread-safe; that it
 * begins, and what must not happen before it has begun, is the process's to order.
 */
final class Tenancy {

	private final Assignment assignment;

	private final WorkerSlot slot;

	private volatile @Nullable WorkerRunner runner;

	private volatile @Nullable Thread thread;

	Tenancy(Assignment assignment, WorkerSlot slot) {
		this.assignment = assignment;
		this.slot = slot;
	}

	Assignment assignment() {
		return this.assignment;
	}

	/**
	 * Begin, on the current thread.
	 * @return runs the worker
	 */
	WorkerRunner begin() {
		this.slot.begin(ProcessHandle.current().pid(), this.assignment.incarnation());
		WorkerRunner begun = new WorkerRunner(this.assignment, this.slot);
		this.thread = Thread.currentThread();
		this.runner = begun;
		return begun;
	}

	/**
	 * Return whether the worker may have something to clean up.
	 */
	boolean hasBegun() {
		return this.runner != null;
	}

	/**
	 * Return whether the worker is to stop, and so need not begin.
	 */
	boolean isUnwanted() {
		return this.slot.wanted() == WantedState.STOPPED;
	}

	boolean livesOn(Thread candidate) {
		return this.thread == candidate;
	}

	void rung() {
		this.slot.heard();
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

	void failed(String error) {
		this.slot.failed(error);
	}

	/**
	 * Tell the daemon that the worker has left a process that lives on.
	 */
	void depart(WorkerRunner.Ending ending) {
		this.slot.departed(this.assignment.incarnation(), ending.exitCode());
		this.slot.close();
	}

}
