package dev.daemonspring.supervisor;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.policy.WorkerFacts;
import dev.daemonspring.policy.WorkerFacts.Assigned;
import dev.daemonspring.policy.WorkerFacts.End;
import dev.daemonspring.policy.WorkerFacts.Presence;
import dev.daemonspring.process.Child;
import dev.daemonspring.region.SlotSnapshot;
import dev.daemonspring.worker.WorkerState;

/**
 * A reader of the facts about a worker, from its process, its slot and the supervisor's
 * clock. Confined to the supervisor's thread, because some of the facts become true only
 * after a time.
 */
final class WorkerFactsReader {

	private WorkerFactsReader() {
	}

	/**
	 * Return what should be true of a worker, and what is.
	 * @param worker the worker
	 * @param daemonEnding whether the daemon is shutting down
	 * @param requested whether a process was requested for the worker
	 * @param now the current time in nanoseconds
	 */
	static WorkerFacts read(ManagedWorker worker, boolean daemonEnding, boolean requested, long now) {
		boolean toRun = worker.isToRun() && worker.lease().mayRun() && !daemonEnding;
		Child process = worker.process();
		if (process == null) {
			return new WorkerFacts(toRun, Presence.NONE, requested, worker.backoff().start(now), Assigned.PENDING,
					End.NONE, false, false, worker.state());
		}
		WorkerWatch watch = worker.watch();
		SlotSnapshot said = worker.slot().snapshot();
		boolean begun = said.incarnation() == worker.attached().incarnation();
		boolean followed = !begun || worker.orders().isFollowedBy(said.state());
		return new WorkerFacts(toRun, watch.presence(process.isAlive(), now), requested, worker.backoff().start(now),
				watch.assignment(process, begun, now), worker.termination().progress(now),
				begun && isEnding(said.state()), watch.isUnfollowed(followed, worker.slot().activity(), now),
				worker.state());
	}

	private static boolean isEnding(@Nullable WorkerState said) {
		return said == WorkerState.SPINDOWN || said == WorkerState.STOPPED || said == WorkerState.FAILED
				|| said == WorkerState.DONE;
	}

}
