package dev.daemonspring.supervisor;

import java.time.Duration;

import dev.daemonspring.policy.StallWatch.Finding;
import dev.daemonspring.process.Child;
import dev.daemonspring.supervisor.WorkerSpecification.StallAction;
import dev.daemonspring.worker.WorkerState;

/**
 * Checks whether a worker makes progress, its start included, and does what follows when
 * it does not. Belongs to the supervisor's thread.
 */
final class StallCheck {

	private final WorkerEventPublisher publisher;

	StallCheck(WorkerEventPublisher publisher) {
		this.publisher = publisher;
	}

	/**
	 * Check a worker whose process nobody ends.
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
	 * Have the threads of a worker's process dumped and, where that was configured, end
	 * it: soon, so that the dump can be written.
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
