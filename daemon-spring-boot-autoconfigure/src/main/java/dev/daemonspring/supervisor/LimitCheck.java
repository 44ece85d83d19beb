package dev.daemonspring.supervisor;

import dev.daemonspring.policy.ProcessEnding.Reason;
import dev.daemonspring.process.Child;
import dev.daemonspring.process.ChildPool;

/**
 * A check of whether a worker's process has reached a limit. If so, the process is
 * replaced, for all workers that share it. Confined to the supervisor's thread.
 */
final class LimitCheck {

	private final ManagedWorkers workers;

	private final ChildPool<ManagedWorker> children;

	private final WorkerEventPublisher publisher;

	LimitCheck(ManagedWorkers workers, ChildPool<ManagedWorker> children, WorkerEventPublisher publisher) {
		this.workers = workers;
		this.children = children;
		this.publisher = publisher;
	}

	/**
	 * Check the process of a worker. Not to be called while the process is being ended.
	 */
	void check(ManagedWorker worker, Child process, long now) {
		String exceeded = worker.watch().lookForExcess(process, now);
		if (exceeded == null) {
			return;
		}
		Child home = process.home();
		for (ManagedWorker other : this.workers.runningIn(home)) {
			other.attached().limitReached(exceeded);
			this.publisher.limitReached(other, process);
			other.end(Reason.LIMIT, now);
		}
		this.children.retire((shared) -> shared == home);
	}

}
