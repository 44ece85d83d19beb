package dev.daemonspring.policy;

import java.util.ArrayList;
import java.util.List;

import dev.daemonspring.policy.WorkerFacts.Assigned;
import dev.daemonspring.policy.WorkerFacts.End;
import dev.daemonspring.policy.WorkerFacts.Presence;
import dev.daemonspring.policy.WorkerFacts.Start;
import dev.daemonspring.worker.WorkerState;

/**
 * Decisions on the steps that bring a worker from its actual to its wanted situation. The
 * supervisor repeats them at every look, so that no step is lost for ever because it
 * failed or because its cause was never reported.
 */
public final class Reconciler {

	private Reconciler() {
	}

	/**
	 * Return the steps that follow from the facts, in order; none if all is well.
	 */
	public static List<Step> reconcile(WorkerFacts facts) {
		List<Step> steps = new ArrayList<>(2);
		if (facts.start() != Start.NONE && (facts.process() != Presence.NONE || facts.requested() || !facts.toRun())) {
			steps.add(Step.CANCEL_START);
		}
		if (facts.requested() && (facts.process() != Presence.NONE || !facts.toRun())) {
			steps.add(Step.WITHDRAW);
		}
		switch (facts.process()) {
			case GONE -> steps.add(Step.TELL_EXIT);
			case LIVING -> ofLiving(facts, steps);
			case NONE -> ofAbsent(facts, steps);
		}
		return steps;
	}

	private static void ofLiving(WorkerFacts facts, List<Step> steps) {
		if (facts.end() == End.OVERDUE) {
			steps.add(Step.ESCALATE);
			return;
		}
		if (facts.end() == End.NONE) {
			if (!facts.toRun()) {
				steps.add(Step.END);
			}
			else if (facts.assignment() == Assigned.OVERDUE) {
				steps.add(Step.START_ELSEWHERE);
			}
			else if (facts.endsItself()) {
				steps.add(Step.LIMIT_OWN_END);
			}
		}
		if (facts.unfollowed()) {
			steps.add(Step.RING);
		}
	}

	private static void ofAbsent(WorkerFacts facts, List<Step> steps) {
		if (facts.toRun() && !facts.requested() && facts.start() != Start.WAITING) {
			steps.add((facts.start() == Start.DUE) ? Step.START : Step.START_LOST);
		}
		if (!isTrueWithoutProcess(facts.toRun(), facts.shown())) {
			steps.add(Step.SHOW);
		}
	}

	/**
	 * Return whether a state is true of a worker that has no process.
	 */
	public static boolean isTrueWithoutProcess(boolean toRun, WorkerState shown) {
		return switch (shown) {
			case SPINUP, RESTARTING -> toRun;
			case STOPPED, FAILED, DONE -> !toRun;
			default -> false;
		};
	}

	/**
	 * A step that the supervisor takes.
	 */
	public enum Step {

		/**
		 * Cancel a start that is scheduled: it is not wanted any more, or superseded by a
		 * request or a process.
		 */
		CANCEL_START(false),

		/**
		 * Withdraw a request: it is not wanted any more, or there is already a process.
		 */
		WITHDRAW(false),

		/**
		 * Handle the exit of a process that was not reported.
		 */
		TELL_EXIT(true),

		/**
		 * Request a process: the back-off is over.
		 */
		START(false),

		/**
		 * Request a process: an earlier request, or the reason for one, was lost.
		 */
		START_LOST(true),

		/**
		 * Begin to end a process that should not exist.
		 */
		END(false),

		/**
		 * Set a time limit for an end that was not ordered.
		 */
		LIMIT_OWN_END(false),

		/**
		 * Advance an end that takes too long to its next stage: SIGTERM, then SIGKILL.
		 */
		ESCALATE(false),

		/**
		 * Kill a process that does not take up its worker, and start the worker in
		 * another one.
		 */
		START_ELSEWHERE(true),

		/**
		 * Wake a worker again that has not followed an order.
		 */
		RING(true),

		/**
		 * Show a state that does not contradict the facts.
		 */
		SHOW(true);

		private final boolean repair;

		Step(boolean repair) {
			this.repair = repair;
		}

		/**
		 * Return whether the step repairs something that went wrong, and is therefore
		 * logged.
		 */
		public boolean isRepair() {
			return this.repair;
		}

	}

}
