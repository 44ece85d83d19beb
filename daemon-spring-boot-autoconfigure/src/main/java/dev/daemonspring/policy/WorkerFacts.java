package dev.daemonspring.policy;

import dev.daemonspring.worker.WorkerState;

/**
 * What should be of a worker, and what is, at one moment. The facts need not fit each
 * other: that they do is the {@link Reconciler}'s work.
 *
 * @param toRun whether the worker should have a process
 * @param process the process that the supervisor knows
 * @param requested whether a process was requested that is not there yet
 * @param start the start that waits out a back-off
 * @param assignment whether the process has taken up the worker
 * @param end the end of the process that somebody has begun
 * @param endsItself whether the worker tells by its slot that it ends
 * @param unfollowed whether an idle worker has not followed an order for too long
 * @param shown the state that everybody sees
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
		 * The worker has one, and the operating system says so as well.
		 */
		LIVING,

		/**
		 * The worker has one, and the operating system has none; nobody told its exit.
		 */
		GONE

	}

	/**
	 * A start that waits.
	 */
	enum Start {

		/**
		 * None waits.
		 */
		NONE,

		/**
		 * One waits out its back-off.
		 */
		WAITING,

		/**
		 * One has waited long enough.
		 */
		DUE

	}

	/**
	 * What a process does with its assignment.
	 */
	public enum Assigned {

		/**
		 * It may still boot, or is just about to begin.
		 */
		PENDING,

		/**
		 * It has booted and did not begin in time.
		 */
		OVERDUE,

		/**
		 * It has begun.
		 */
		BEGUN

	}

	/**
	 * The end of a process.
	 */
	public enum End {

		/**
		 * Nobody has begun one.
		 */
		NONE,

		/**
		 * It goes on, in its time.
		 */
		IN_TIME,

		/**
		 * It takes longer than it may.
		 */
		OVERDUE

	}

}
