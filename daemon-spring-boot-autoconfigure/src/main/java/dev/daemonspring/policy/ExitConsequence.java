package dev.daemonspring.policy;

import dev.daemonspring.region.WantedState;
import dev.daemonspring.worker.WorkerState;

/**
 * The consequence of the end of a worker's process. A single table, in which the first
 * match counts, combines the wanted with the observed state.
 */
public enum ExitConsequence {

	/**
	 * The worker stays down, as it or an operator requested, or because the daemon shuts
	 * down.
	 */
	STAY_STOPPED,

	/**
	 * The worker stays down, because it has done what it was to do once.
	 */
	STAY_DONE,

	/**
	 * A new process follows when this replica holds the lease on the worker again.
	 */
	AWAIT_LEASE,

	/**
	 * A new process follows at once; nothing went wrong.
	 */
	START_AGAIN,

	/**
	 * A new process follows, because the previous one had reached a limit.
	 */
	REPLACE,

	/**
	 * The worker went down, or its process did not take it up, and its restart policy
	 * decides.
	 */
	RESTART_BY_POLICY,

	/**
	 * The worker went down and takes the daemon with it, in a controlled way.
	 */
	END_DAEMON;

	/**
	 * Decide what follows.
	 * @param daemonEnding whether the daemon shuts down
	 * @param restartRequested whether an operator requested a restart
	 * @param wanted the state that an operator requested last
	 * @param leaseEnded whether the process was ended because of its lease
	 * @param notTakenUp whether the process did not take up the worker
	 * @param limitReached whether the process had reached a limit
	 * @param stoppedItself whether the worker ended at its own request
	 * @param done whether the worker has done what it was to do once
	 * @param forever whether the worker is to run for ever
	 * @return what follows
	 */
	public static ExitConsequence of(boolean daemonEnding, boolean restartRequested, WantedState wanted,
			boolean leaseEnded, boolean notTakenUp, boolean limitReached, boolean stoppedItself, boolean done,
			boolean forever) {
		if (daemonEnding || wanted == WantedState.STOPPED) {
			return (done && wanted != WantedState.STOPPED) ? STAY_DONE : STAY_STOPPED;
		}
		if (restartRequested) {
			return START_AGAIN;
		}
		if (leaseEnded) {
			return done ? STAY_DONE : AWAIT_LEASE;
		}
		if (notTakenUp) {
			// The worker has not begun, so it is not at fault
			return RESTART_BY_POLICY;
		}
		if (limitReached) {
			return REPLACE;
		}
		if (done) {
			return STAY_DONE;
		}
		if (stoppedItself) {
			return STAY_STOPPED;
		}
		return forever ? RESTART_BY_POLICY : END_DAEMON;
	}

	/**
	 * Return the state of a worker whose process has ended, until the next step.
	 */
	public WorkerState meanwhile() {
		return switch (this) {
			case STAY_STOPPED, AWAIT_LEASE -> WorkerState.STOPPED;
			case STAY_DONE -> WorkerState.DONE;
			case START_AGAIN, REPLACE -> WorkerState.SPINUP;
			case RESTART_BY_POLICY -> WorkerState.RESTARTING;
			case END_DAEMON -> WorkerState.FAILED;
		};
	}

}
