package dev.daemonspring.policy;

import dev.daemonspring.region.WantedState;
import dev.daemonspring.worker.WorkerState;

/**
 * What follows when the process of a worker has ended: the one table, read from the top,
 * that combines what was wanted with what was observed.
 */
public enum ExitConsequence {

	/**
	 * The worker stays down, as was asked for.
	 */
	STAY_STOPPED,

	/**
	 * A new process follows at once; nothing went wrong.
	 */
	START_AGAIN,

	/**
	 * A new process follows, because the one before had reached a limit.
	 */
	REPLACE,

	/**
	 * The worker went down and its restart policy decides.
	 */
	RESTART_BY_POLICY,

	/**
	 * The worker went down and takes the daemon with it, in a controlled way.
	 */
	END_DAEMON;

	/**
	 * Decide what follows.
	 * @param daemonEnding whether the daemon shuts down
	 * @param restartAsked whether an operator asked for a restart
	 * @param wanted what the operator asked for last
	 * @param notTakenUp whether the process did not take up the worker
	 * @param limitReached whether the process had reached a limit
	 * @param stoppedItself whether the worker ended on its own request
	 * @param forever whether the worker is to run for ever
	 * @return what follows
	 */
	public static ExitConsequence of(boolean daemonEnding, boolean restartAsked, WantedState wanted, boolean notTakenUp,
			boolean limitReached, boolean stoppedItself, boolean forever) {
		if (daemonEnding || wanted == WantedState.STOPPED) {
			return STAY_STOPPED;
		}
		if (restartAsked) {
			return START_AGAIN;
		}
		if (notTakenUp) {
			// The worker has done nothing yet, and nothing wrong
			return RESTART_BY_POLICY;
		}
		if (limitReached) {
			return REPLACE;
		}
		if (stoppedItself) {
			return STAY_STOPPED;
		}
		return forever ? RESTART_BY_POLICY : END_DAEMON;
	}

	/**
	 * Return the state of a worker that has no process any more, until the next step.
	 */
	public WorkerState meanwhile() {
		return switch (this) {
			case STAY_STOPPED -> WorkerState.STOPPED;
			case START_AGAIN, REPLACE -> WorkerState.SPINUP;
			case RESTART_BY_POLICY -> WorkerState.RESTARTING;
			case END_DAEMON -> WorkerState.FAILED;
		};
	}

}
