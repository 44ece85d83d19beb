package dev.daemonspring.supervisor;

import java.util.function.BooleanSupplier;

import dev.daemonspring.policy.Reconciler;
import dev.daemonspring.policy.Reconciler.Step;
import dev.daemonspring.policy.WorkerFacts;
import dev.daemonspring.process.Child;
import dev.daemonspring.process.ChildPool;
import dev.daemonspring.process.EventLoop;
import dev.daemonspring.process.ProcessExit;
import dev.daemonspring.worker.WorkerState;

/**
 * What the supervisor does for one worker at each look: it compares what should be with
 * what is, repairs the difference, watches over progress and limits, and tells when the
 * state has changed. Belongs to the supervisor's thread.
 */
final class WorkerCheck {

	private final ChildPool<ManagedWorker> children;

	private final ExitHandler exits;

	private final StepExecutor steps;

	private final StallCheck stalls;

	private final LimitCheck limits;

	private final LeaseCheck leases;

	private final WorkerEventPublisher publisher;

	private final EventLoop thread;

	private final BooleanSupplier daemonEnding;

	/**
	 * Create a check.
	 * @param workers all workers
	 * @param children has the processes that are requested
	 * @param starter starts workers
	 * @param exits does what follows from an exit
	 * @param publisher tells the world what happens
	 * @param thread the supervisor's thread
	 * @param daemonEnding whether the daemon shuts down
	 */
	WorkerCheck(ManagedWorkers workers, ChildPool<ManagedWorker> children, WorkerStarter starter, ExitHandler exits,
			WorkerEventPublisher publisher, EventLoop thread, BooleanSupplier daemonEnding) {
		this.children = children;
		this.exits = exits;
		this.steps = new StepExecutor(children, starter, exits, publisher);
		this.stalls = new StallCheck(publisher);
		this.limits = new LimitCheck(workers, children, publisher);
		this.leases = new LeaseCheck(children, starter, publisher);
		this.publisher = publisher;
		this.thread = thread;
		this.daemonEnding = daemonEnding;
	}

	/**
	 * Return whether the process of a worker is just about to do what it was told.
	 */
	static boolean isUnsettled(ManagedWorker worker) {
		WorkerState state = worker.state();
		return state == WorkerState.SPINUP || state == WorkerState.SPINDOWN
				|| (worker.process() != null && (worker.termination().isUnderWay()
						|| (state.code() != worker.wanted().code() && state != WorkerState.STALLED)));
	}

	void check(ManagedWorker worker, long now) {
		assert this.thread.inEventLoop();
		followDeparture(worker);
		this.leases.check(worker, this.daemonEnding.getAsBoolean(), now);
		reconcile(worker, now);
		WorkerState state = worker.state();
		worker.backoff().observe((worker.process() != null) ? state : null, now);
		worker.attached().iteration().look(worker.slot(), worker.process() != null, now);
		watch(worker, state, now);
		WorkerState before = worker.history().changed(state);
		if (before != state) {
			this.publisher.changed(worker, before, state);
		}
	}

	/**
	 * A worker that shares its process can leave it while the others go on.
	 */
	private void followDeparture(ManagedWorker worker) {
		Child process = worker.process();
		ProcessExit departure = (process != null) ? process.departure() : null;
		if (process != null && departure != null) {
			this.exits.exited(worker, process, departure);
		}
	}

	private void reconcile(ManagedWorker worker, long now) {
		WorkerFacts facts = WorkerFactsReader.read(worker, this.daemonEnding.getAsBoolean(),
				this.children.isRequested(worker), now);
		for (Step step : Reconciler.reconcile(facts)) {
			this.steps.execute(step, worker, facts, now);
		}
	}

	private void watch(ManagedWorker worker, WorkerState state, long now) {
		Child process = worker.process();
		if (process != null && !worker.termination().isUnderWay()) {
			this.stalls.check(worker, process, state, now);
		}
		if (process != null && !worker.termination().isUnderWay()) {
			this.limits.check(worker, process, now);
		}
	}

}
