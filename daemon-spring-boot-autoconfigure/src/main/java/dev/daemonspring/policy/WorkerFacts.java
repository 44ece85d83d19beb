package dev.daemonspring.policy;

import dev.daemonspring.worker.WorkerState;

/**
 * The wanted and the actual situation of a worker at one moment. The facts may contradict
 * each other: the {@link Reconciler} resolves that.
 *
 * @param toRun whether the worker should have a process
 * @param process the process that the supervisor knows
 * @param requested whether a process was requested that has not been delivered yet
 * @param start the start that is scheduled after a back-off
 * @param assignment whether the process has taken up the worker
 * @param end the end of the process, if one was initiated
 * @param endsItself whether the worker reports in its slot that it ends
 * @param unfollowed whether an idle worker has not followed an order for too long
 * @param shown the published state
 */
public record WorkerFacts(boolean toRun, Presence process, boolean requested, Start start, Assigned assignment, End end,
		boolean endsItself, boolean unfollowed, WorkerState shown) {

	/**
	 * The process of a worker.
	 */
	public enum Presence {

		/**
		 * The worker has none.
		 */
		NONE,

		/**
		 * The worker has one, and the operating system confirms it.
		 */
		LIVING,

		/**
		 * The worker had one that no longer exists, but its exit was not reported.
		 */
		GONE

	}

	/**
	 * A start that is scheduled.
	 */
	enum Start {

		/**
		 * None is scheduled.
		 */
		NONE,

		/**
		 * The back-off is not over yet.
		 */
		WAITING,

		/**
		 * The back-off is over.
		 */
		DUE

	}

	/**
	 * The progress of a process with its assignment.
	 */
	public enum Assigned {

		/**
		 * The process still boots, or still has time to begin.
		 */
		PENDING,

		/**
		 * The process has booted, but did not begin in time.
		 */
		OVERDUE,

		/**
		 * The process has begun.
		 */
		BEGUN

	}

	/**
	 * The end of a process.
	 */
	public enum End {

		/**
		 * None was initiated.
		 */
		NONE,

		/**
		 * It is in progress, within its time limit.
		 */
		IN_TIME,

		/**
		 * It has exceeded its time limit.
		 */
		OVERDUE

	}

}
