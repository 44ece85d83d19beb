package dev.daemonspring.supervisor;

import java.util.function.BooleanSupplier;

import dev.daemonspring.worker.WorkerState;

/**
 * Checks whether the work of all workers is done: none has a process, or is to have one,
 * and at least one is DONE. Confined to the supervisor's thread.
 */
final class DoneCheck {

	private final DaemonEnd daemonEnd;

	private final BooleanSupplier daemonEnding;

	private boolean reported;

	/**
	 * Create a check.
	 * @param daemonEnd is told that all is done
	 * @param daemonEnding whether the daemon shuts down already
	 */
	DoneCheck(DaemonEnd daemonEnd, BooleanSupplier daemonEnding) {
		this.daemonEnd = daemonEnd;
		this.daemonEnding = daemonEnding;
	}

	/**
	 * Report that all is done, once for each time that it is.
	 */
	void check(ManagedWorkers workers) {
		boolean done = false;
		boolean failed = false;
		for (ManagedWorker worker : workers) {
			boolean waits = worker.isToRun() && worker.state() == WorkerState.STOPPED;
			if (worker.isRunning() || worker.process() != null || waits) {
				this.reported = false;
				return;
			}
			done |= worker.state() == WorkerState.DONE;
			failed |= worker.state() == WorkerState.FAILED;
		}
		if (done && !this.reported && !this.daemonEnding.getAsBoolean()) {
			this.reported = true;
			this.daemonEnd.workersDone(failed);
		}
	}

}
