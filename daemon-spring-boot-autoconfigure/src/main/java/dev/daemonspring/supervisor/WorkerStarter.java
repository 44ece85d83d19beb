package dev.daemonspring.supervisor;

import java.time.Duration;
import java.time.Instant;

import dev.daemonspring.policy.PlannedReplacement;
import dev.daemonspring.process.ChildPool;
import dev.daemonspring.process.EventLoop;
import dev.daemonspring.worker.WorkerState;

/**
 * Starts workers: at once, or as soon as their restart policy allows. Belongs to the
 * supervisor's thread.
 */
final class WorkerStarter {

	private final ChildPool<ManagedWorker> children;

	private final WorkerEventPublisher publisher;

	private final EventLoop thread;

	WorkerStarter(ChildPool<ManagedWorker> children, WorkerEventPublisher publisher, EventLoop thread) {
		this.children = children;
		this.publisher = publisher;
		this.thread = thread;
	}

	/**
	 * Request a process for a worker.
	 * @param worker the worker
	 * @param meanwhile the state that is shown until the process speaks for itself
	 */
	void start(ManagedWorker worker, WorkerState meanwhile) {
		worker.backoff().cancel();
		worker.keepUp();
		if (!worker.lease().mayRun()) {
			awaitLease(worker);
			return;
		}
		Instant beginning = worker.beginning().take();
		if (beginning != null) {
			this.publisher.begins(worker, beginning);
		}
		worker.override(meanwhile);
		this.children.request(worker);
	}

	/**
	 * Leave a worker without a process until its lease is held here. Ticks until then are
	 * another replica's.
	 */
	void awaitLease(ManagedWorker worker) {
		worker.backoff().cancel();
		worker.calls().processEnded(false);
		worker.beginning().begin();
		worker.override(WorkerState.STOPPED);
	}

	/**
	 * Start a worker that has no process, because an operator has ordered it: crashes are
	 * forgotten, and a back-off is not waited for.
	 */
	void startByOrder(ManagedWorker worker) {
		worker.backoff().reset();
		worker.keepUp();
		if (!this.children.isRequested(worker)) {
			start(worker, WorkerState.SPINUP);
		}
	}

	/**
	 * Start a worker in another process, as an operator has ordered.
	 */
	void startAgain(ManagedWorker worker) {
		worker.history().countOrderedRestart();
		follow(worker);
	}

	/**
	 * Start a worker in another process, though nothing went wrong with the one before.
	 */
	private void follow(ManagedWorker worker) {
		worker.calls().processEnded(true);
		start(worker, WorkerState.SPINUP);
	}

	/**
	 * Start a worker in another process, because the one before had reached a limit. One
	 * that reaches it at once would be replaced for ever, and backs off like a crash. One
	 * of several instances has waited for its turn.
	 */
	void replace(ManagedWorker worker) {
		boolean early = worker.attached().age(this.thread.now()).compareTo(PlannedReplacement.SHORTEST_USE) < 0;
		if (early && !worker.specification().instances().areIndexed()) {
			this.publisher.limitTooLow(worker, worker.attached().limitReached());
			backOff(worker, RestartReason.LIMIT);
		}
		else {
			worker.history().countReplacement();
			follow(worker);
		}
	}

	/**
	 * Restart a worker that went down when its policy allows it, or give it up.
	 * @param worker the worker
	 * @param reason why it went down
	 */
	void restart(ManagedWorker worker, RestartReason reason) {
		backOff(worker, reason);
	}

	private void backOff(ManagedWorker worker, RestartReason reason) {
		Duration delay = worker.backoff().schedule(this.thread.now());
		if (delay == null) {
			worker.keepDown(WorkerState.FAILED);
			this.publisher.givenUp(worker);
			return;
		}
		worker.override(WorkerState.RESTARTING);
		worker.calls().processEnded(true);
		if (reason == RestartReason.LIMIT) {
			worker.history().countReplacement();
		}
		else {
			worker.history().countRestart(reason);
		}
		this.publisher.restarts(worker, delay);
		if (delay.isZero()) {
			start(worker, WorkerState.RESTARTING);
		}
	}

}
