package dev.daemonspring.supervisor;

import java.time.Duration;

import dev.daemonspring.policy.StallWatch.Finding;
import dev.daemonspring.process.Child;
import dev.daemonspring.supervisor.WorkerSpecification.StallAction;
import dev.daemonspring.worker.WorkerState;

/**
 * A check of whether a worker makes progress, its start included, with the consequences
 * if it does not. Confined to the supervisor's thread.
 */
final class StallCheck {

	private final WorkerEventPublisher publisher;

	StallCheck(WorkerEventPublisher publisher) {
		this.publisher = publisher;
	}

	/**
	 * Check a worker. Not to be called while its process is being ended.
	 * @param worker the worker
	 * @param process its process
	 * @param state its state
	 * @param now the current time in nanoseconds
	 */
	void check(ManagedWorker worker, Child process, WorkerState state, long now) {
		Duration late = worker.watch().lookForLateStart(process, now);
		if (late != null) {
			this.publisher.startsTooSlowly(worker, process, late);
			stalled(worker, process, now);
			return;
		}
		Finding finding = worker.watch().lookForProgress(process, worker.slot(), state, now);
		if (finding == Finding.QUIET) {
			worker.ring();
		}
		else if (finding == Finding.STALLED) {
			this.publisher.stalled(worker, process, worker.watch().still());
			stalled(worker, process, now);
		}
	}

	/**
	 * Dump the threads of a worker's process and, if so configured, end the process, with
	 * just enough delay for the dump to be written.
	 */
	private void stalled(ManagedWorker worker, Child process, long now) {
		worker.watch().resetProgress();
		process.dumpThreads();
		if (process.isProcess() && worker.specification().stallAction() == StallAction.RESTART) {
			worker.override(WorkerState.STALLED);
			worker.termination().beginAfterStall(now);
		}
	}

}
