package dev.daemonspring.policy;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * A policy for restarting a worker that went down: at once after a period of health, then
 * after increasing delays. Without side effects; times are nanoseconds of the daemon's
 * monotonic clock.
 *
 * @param initialDelay the delay before the second restart in a row
 * @param multiplier the factor by which the delay grows from restart to restart
 * @param maxDelay the longest delay
 * @param resetAfter the period of health after which the next restart is immediate again
 * @param maxRestarts how many restarts within {@code within} are allowed before the
 * worker is given up, or {@code null} for no limit
 * @param within the period for {@code maxRestarts}
 */
public record RestartPolicy(Duration initialDelay, double multiplier, Duration maxDelay, Duration resetAfter,
		@Nullable Integer maxRestarts, Duration within) {

	/**
	 * The policy of a worker for which nothing is configured.
	 */
	public static final RestartPolicy DEFAULT = new RestartPolicy(Duration.ofSeconds(1), 2, Duration.ofSeconds(30),
			Duration.ofSeconds(60), null, Duration.ofSeconds(60));

	/**
	 * The shortest delay from the second restart in a row on: without it, a worker that
	 * always goes down at once would keep a processor busy with restarts.
	 */
	public static final Duration SHORTEST_DELAY = Duration.ofMillis(50);

	/**
	 * Return whether both configured delays are shorter than the shortest possible one.
	 */
	public boolean isBelowShortestDelay() {
		return this.initialDelay.compareTo(SHORTEST_DELAY) < 0 && this.maxDelay.compareTo(SHORTEST_DELAY) < 0;
	}

	/**
	 * Decide what follows when the worker has gone down.
	 * @param history the restarts so far
	 * @param healthyFor for how long the worker had been healthy when it went down
	 * @param now the current time in nanoseconds
	 * @return what follows
	 */
	RestartDecision decide(RestartHistory history, Duration healthyFor, long now) {
		RestartHistory relevant = (healthyFor.compareTo(this.resetAfter) >= 0) ? history.reset() : history;
		if (this.maxRestarts != null && relevant.countSince(now - this.within.toNanos()) >= this.maxRestarts) {
			return new RestartDecision.GiveUp(relevant);
		}
		return new RestartDecision.Restart(delay(relevant.consecutive()), relevant.restartedAt(now));
	}

	/**
	 * Spread a delay, so that workers that went down together do not come back together.
	 * @param delay the delay
	 * @param chance a random number from 0 to 1
	 * @return a delay between 90 and 110 percent of the given one
	 */
	static Duration spread(Duration delay, double chance) {
		return Duration.ofNanos((long) (delay.toNanos() * (0.9 + 0.2 * chance)));
	}

	private Duration delay(int consecutive) {
		if (consecutive == 0) {
			return Duration.ZERO;
		}
		double millis = this.initialDelay.toMillis() * Math.pow(this.multiplier, consecutive - 1);
		Duration delay = (millis >= this.maxDelay.toMillis()) ? this.maxDelay : Duration.ofMillis((long) millis);
		return (delay.compareTo(SHORTEST_DELAY) < 0) ? SHORTEST_DELAY : delay;
	}

}
