package dev.daemonspring.policy;

import java.time.Duration;

/**
 * What follows when a worker that is to run for ever has gone down.
 */
sealed interface RestartDecision {

	/**
	 * Return the restarts, with the one that follows.
	 * @return the history
	 */
	RestartHistory history();

	/**
	 * Restart it after a delay.
	 *
	 * @param delay the delay, zero for at once
	 * @param history the restarts with this one
	 */
	record Restart(Duration delay, RestartHistory history) implements RestartDecision {
	}

	/**
	 * Leave it down.
	 *
	 * @param history the restarts so far
	 */
	record GiveUp(RestartHistory history) implements RestartDecision {
	}

}
