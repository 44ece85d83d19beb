package dev.daemonspring.policy;

import java.time.Duration;

/**
 * The decision on a worker that has gone down although it is to run for ever.
 */
sealed interface RestartDecision {

	/**
	 * Return the restarts, including one that follows.
	 * @return the history
	 */
	RestartHistory history();

	/**
	 * Restart the worker after a delay.
	 *
	 * @param delay the delay, zero for an immediate restart
	 * @param history the restarts including this one
	 */
	record Restart(Duration delay, RestartHistory history) implements RestartDecision {
	}

	/**
	 * Leave the worker down.
	 *
	 * @param history the restarts so far
	 */
	record GiveUp(RestartHistory history) implements RestartDecision {
	}

}
