package dev.daemonspring.supervisor;

import dev.daemonspring.region.WantedState;

/**
 * What follows when the process of a worker has ended: the one table, read from the top,
 * that combines what was wanted with what was observed.
 */
enum ExitConsequence {

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
	 * @param limitReached whether the process had reached a limit
	 * @param stoppedItself whether the worker ended on its own request
	 * @param forever whether the worker is to run for ever
	 * @return what follows
	 */
	static ExitConsequence of(boolean daemonEnding, boolean restartAsked, WantedState wanted, boolean limitReached,
			boolean stoppedItself, boolean forever) {
		if (daemonEnding || wanted == WantedState.STOPPED) {
			return STAY_STOPPED;
		}
		if (restartAsked) {
			return START_AGAIN;
		}
		if (limitReached) {
			return REPLACE;
		}
		if (stoppedItself) {
			return STAY_STOPPED;
		}
		return forever ? RESTART_BY_POLICY : END_DAEMON;
	}

}
