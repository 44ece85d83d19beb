package dev.daemonspring.supervisor;

import dev.daemonspring.policy.ProcessEnding.Reason;
import dev.daemonspring.policy.ProcessEnding.Stage;
import dev.daemonspring.process.Child;
import dev.daemonspring.process.ChildPool;
import dev.daemonspring.worker.WorkerState;

/**
 * Checks the lease on a worker that the replicas of an application share: starts the
 * worker when the lease is held, lets its process live as long as the lease lasts, and
 * kills what is left after that. A lease is given back only when no process is left.
 * Belongs to the supervisor's thread.
 */
final class LeaseCheck {

	private final ChildPool<ManagedWorker> children;

	private final WorkerStarter starter;

	private final WorkerEventPublisher publisher;

	LeaseCheck(ChildPool<ManagedWorker> children, WorkerStarter starter, WorkerEventPublisher publisher) {
		this.children = children;
		this.starter = starter;
		this.publisher = publisher;
	}

	/**
	 * Check a worker.
	 * @param worker the worker
	 * @param daemonEnding whether the daemon shuts down
	 * @param now the current time in nanoseconds of the supervisor's clock
	 */
	void check(ManagedWorker worker, boolean daemonEnding, long now) {
		WorkerLease lease = worker.lease();
		if (!lease.isShared()) {
			return;
		}
		Child process = worker.process();
		// What was done once is not to be done again elsewhere while this daemon lives
		boolean wanted = (worker.isToRun() || worker.state() == WorkerState.DONE) && !daemonEnding;
		lease.want(wanted, process != null);
		if (process != null) {
			limit(worker, process, now);
		}
		else if (wanted && isAwaited(worker) && lease.mayRun()) {
			this.publisher.leaseHeld(worker);
			worker.beginning().begin(lease.vacancy());
			this.starter.start(worker, WorkerState.SPINUP);
		}
	}

	private boolean isAwaited(ManagedWorker worker) {
		return worker.state() == WorkerState.STOPPED && worker.isToRun() && !this.children.isRequested(worker);
	}

	private void limit(ManagedWorker worker, Child process, long now) {
		long deadline = worker.lease().deadline();
		if (worker.attached().isNewLease(deadline)) {
			worker.slot().lease(deadline);
		}
		if (worker.attached().isNewTick(worker.slot().tick())) {
			worker.lease().confirm();
		}
		if (worker.lease().isOver() && !worker.termination().isAt(Stage.KILLED)) {
			worker.end(Reason.LEASE, now);
			worker.termination().kill(process, now);
			process.home().kill();
			this.publisher.leaseOver(worker, process, "sent SIGKILL");
		}
	}

}
