package dev.daemonspring.supervisor;

import dev.daemonspring.policy.ProcessEnding.Reason;
import dev.daemonspring.policy.Reconciler.Step;
import dev.daemonspring.policy.WorkerFacts;
import dev.daemonspring.process.Child;
import dev.daemonspring.process.ChildPool;
import dev.daemonspring.process.ProcessExit;
import dev.daemonspring.worker.WorkerState;

/**
 * An executor of the steps that bring a worker into the state that it should be in. Each
 * step is so small that the next look finds it again if it fails half-way. Confined to
 * the supervisor's thread.
 */
final class StepExecutor {

	private final ChildPool<ManagedWorker> children;

	private final WorkerStarter starter;

	private final ExitHandler exits;

	private final WorkerEventPublisher publisher;

	/**
	 * Create an executor.
	 * @param children the pool with the requests that a step withdraws
	 * @param starter starts workers
	 * @param exits handles an exit that was not reported
	 * @param publisher reports what was repaired
	 */
	StepExecutor(ChildPool<ManagedWorker> children, WorkerStarter starter, ExitHandler exits,
			WorkerEventPublisher publisher) {
		this.children = children;
		this.starter = starter;
		this.exits = exits;
		this.publisher = publisher;
	}

	/**
	 * Take a step.
	 * @param step the step
	 * @param worker the worker
	 * @param facts the facts that it follows from
	 * @param now the current time in nanoseconds
	 */
	void execute(Step step, ManagedWorker worker, WorkerFacts facts, long now) {
		if (step.isRepair() && worker.watch().isNews(step, now)) {
			this.publisher.repairs(worker, step, facts);
		}
		switch (step) {
			case CANCEL_START -> worker.backoff().cancel();
			case WITHDRAW -> this.children.withdraw(worker);
			case START, START_LOST -> this.starter.start(worker, WorkerState.RESTARTING);
			case END -> end(worker, now);
			case LIMIT_OWN_END -> worker.end(Reason.OWN, now);
			case RING -> worker.ring();
			case SHOW -> worker.override(facts.toRun() ? WorkerState.RESTARTING : WorkerState.STOPPED);
			case TELL_EXIT, ESCALATE, START_ELSEWHERE -> {
				Child process = worker.process();
				if (process != null) {
					execute(step, worker, process, now);
				}
			}
		}
	}

	private void end(ManagedWorker worker, long now) {
		if (worker.isToRun() && !worker.lease().mayRun()) {
			this.publisher.leaseEnds(worker);
			worker.end(Reason.LEASE, now);
		}
		else {
			worker.end(Reason.STOP, now);
		}
	}

	private void execute(Step step, ManagedWorker worker, Child process, long now) {
		if (step == Step.TELL_EXIT) {
			ProcessExit exit = process.exit();
			this.exits.exited(worker, process, (exit != null) ? exit : ProcessExit.UNKNOWN);
		}
		else if (step == Step.ESCALATE) {
			escalate(worker, process, now);
		}
		else {
			worker.end(Reason.NOT_TAKEN_UP, now);
			worker.termination().kill(process, now);
		}
	}

	private void escalate(ManagedWorker worker, Child process, long now) {
		Reason reason = worker.termination().reason();
		String done = worker.termination().escalate(process, now);
		if (done != null && reason != Reason.STALL) {
			this.publisher.overdue(worker, process, done);
		}
	}

}
