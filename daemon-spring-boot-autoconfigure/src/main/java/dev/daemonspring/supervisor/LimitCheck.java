package dev.daemonspring.supervisor;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.policy.ProcessEnding.Reason;
import dev.daemonspring.process.Child;
import dev.daemonspring.process.ChildPool;
import dev.daemonspring.region.SlotSnapshot;

/**
 * A check of whether a worker's process has reached a limit. If so, the process is
 * replaced, for all workers that share it; of a worker that can have several instances
 * one after the other, as {@link PlannedReplacements} does. Confined to the supervisor's
 * thread.
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
		String excess = process.isProcess() ? worker.watch().lookForExcess(process, now) : null;
		if (worker.specification().instances().areIndexed()) {
			plan(worker, process, excess, now);
		}
		else if (excess != null) {
			replace(process, excess, now);
		}
	}

	/**
	 * Replace a process, for all workers that share it. Not to be called while it is
	 * being ended.
	 * @param process the process
	 * @param excess the limit that it has reached, in words
	 * @param now the current time in nanoseconds
	 */
	void replace(Child process, String excess, long now) {
		Child home = process.home();
		for (ManagedWorker other : this.workers.runningIn(home)) {
			other.attached().limitReached(excess);
			this.publisher.limitReached(other, process, excess);
			other.end(Reason.LIMIT, now);
		}
		this.children.retire((shared) -> shared == home);
	}

	private void plan(ManagedWorker worker, Child process, @Nullable String excess, long now) {
		boolean finishes = excess == null;
		String limit = finishes ? iterationsDone(worker) : excess;
		if (limit != null && worker.replacement().reached(limit, finishes, worker.attached().age(now), now)) {
			this.publisher.replacementPlanned(worker, process, limit);
			if (worker.replacement().isEarly()) {
				this.publisher.limitTooLow(worker, limit);
			}
		}
	}

	private static @Nullable String iterationsDone(ManagedWorker worker) {
		Long most = worker.specification().limits().maxIterations();
		if (most == null) {
			return null;
		}
		SlotSnapshot said = worker.slot().snapshot();
		boolean begun = said.incarnation() == worker.attached().incarnation();
		return (begun && worker.replacement().ownIterations(said.iterations()) >= most)
				? worker.specification().limits().iterationsDone() : null;
	}

}
