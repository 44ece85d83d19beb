package dev.daemonspring.supervisor;

import java.util.Objects;
import java.util.function.BooleanSupplier;

import dev.daemonspring.policy.ExitConsequence;
import dev.daemonspring.policy.ProcessEnding.Reason;
import dev.daemonspring.process.Child;
import dev.daemonspring.process.EventLoop;
import dev.daemonspring.process.ProcessExit;
import dev.daemonspring.region.ProcessPhase;
import dev.daemonspring.region.WantedState;
import dev.daemonspring.worker.WorkerState;

/**
 * Does what follows when the process of a worker has exited, or could not be started.
 * Belongs to the supervisor's thread. The way of an exit has no lambda: what is linked
 * for the first time while the heap is exhausted fails for ever.
 */
final class ExitHandler {

	private final WorkerStarter starter;

	private final WorkerEventPublisher publisher;

	private final EventLoop thread;

	private final BooleanSupplier daemonEnding;

	private final Runnable onDaemonEnd;

	/**
	 * Create a handler.
	 * @param starter starts workers again
	 * @param publisher tells the world of exits
	 * @param thread the supervisor's thread
	 * @param daemonEnding whether the daemon shuts down
	 * @param onDaemonEnd ends the daemon because a worker that is not forever went down
	 */
	ExitHandler(WorkerStarter starter, WorkerEventPublisher publisher, EventLoop thread, BooleanSupplier daemonEnding,
			Runnable onDaemonEnd) {
		this.starter = starter;
		this.publisher = publisher;
		this.thread = thread;
		this.daemonEnding = daemonEnding;
		this.onDaemonEnd = onDaemonEnd;
	}

	/**
	 * A process could not be started. That is nothing that the worker has done: it is
	 * tried again, whether it is forever or not.
	 */
	void notStarted(ManagedWorker worker, Throwable failure) {
		worker.history().lastError("The process could not be started: " + failure);
		this.publisher.notStarted(worker, failure);
		if (worker.isToRun() && !this.daemonEnding.getAsBoolean()) {
			this.starter.restart(worker, RestartReason.START_FAILURE);
		}
	}

	/**
	 * The process of a worker has exited, or the worker has left it.
	 */
	void exited(ManagedWorker worker, Child process, ProcessExit exit) {
		boolean ending = this.daemonEnding.getAsBoolean();
		ExitReport report = worker.exited(process, exit);
		Reason reason = report.termination();
		boolean endedItself = report.isStoppedItself() || report.isDone();
		boolean limitReached = worker.attached().limitReached() != null;
		boolean controlled = ending || reason == Reason.RESTART || reason == Reason.LEASE || endedItself || limitReached
				|| worker.wanted() == WantedState.STOPPED;
		ExitConsequence consequence = ExitConsequence.of(ending, reason == Reason.RESTART, worker.wanted(),
				reason == Reason.LEASE, reason == Reason.NOT_TAKEN_UP, limitReached, report.isStoppedItself(),
				report.isDone(), worker.specification().isForever());
		WorkerLife.Reason lifeReason = WorkerLife.Reason.of(ending, worker.wanted() == WantedState.STOPPED, reason,
				limitReached, report);
		worker.detach(consequence.meanwhile());
		try {
			worker.lives().ended(report, lifeReason);
			this.publisher.exited(worker, process, exit, !controlled);
			if (!controlled && exit.isError() && process.home().scratch().phase() == ProcessPhase.NEW) {
				explain(worker, process, exit);
			}
		}
		finally {
			carryOut(consequence, worker, RestartReason.of(lifeReason));
		}
	}

	/**
	 * Tell, when it is found out, why a process ended before it could say anything.
	 */
	private void explain(ManagedWorker worker, Child process, ProcessExit exit) {
		String unexplained = worker.history().lastError();
		try {
			process.home().explain(exit, this.thread, (lines) -> {
				if (Objects.equals(worker.history().lastError(), unexplained)) {
					String error = "The process ended with " + exit + " before it could say why. Its last lines: "
							+ lines;
					worker.history().lastError(error);
					worker.lives().explained(process.pid(), error);
					this.publisher.explained(worker, process, exit, lines);
				}
			});
		}
		catch (RuntimeException | OutOfMemoryError ex) {
			// It stays unknown
		}
	}

	private void carryOut(ExitConsequence consequence, ManagedWorker worker, RestartReason reason) {
		switch (consequence) {
			case STAY_STOPPED -> worker.keepDown(WorkerState.STOPPED);
			case STAY_DONE -> worker.keepDown(WorkerState.DONE);
			case AWAIT_LEASE -> this.starter.awaitLease(worker);
			case START_AGAIN -> this.starter.startAgain(worker);
			case REPLACE -> this.starter.replace(worker);
			case RESTART_BY_POLICY -> this.starter.restart(worker, reason);
			case END_DAEMON -> {
				worker.keepDown(WorkerState.FAILED);
				this.publisher.downForGood(worker);
				this.onDaemonEnd.run();
			}
		}
	}

}
