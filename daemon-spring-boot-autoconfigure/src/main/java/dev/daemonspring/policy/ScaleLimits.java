package dev.daemonspring.policy;

import java.time.Duration;

/**
 * Within which limits a scaler may scale a worker, and how fast.
 *
 * @param min the smallest number of instances
 * @param max the largest number of instances
 * @param coolDown how long to wait after each step
 */
public record ScaleLimits(int min, int max, Duration coolDown) {

	/**
	 * How long to wait after each step when nothing else is configured.
	 */
	public static final Duration DEFAULT_COOL_DOWN = Duration.ofSeconds(30);

	/**
	 * Return the number of instances that a wish leads to: one more or one less, or as
	 * many as before.
	 * @param instances how many there are
	 * @param wish how many are wished for
	 */
	public int step(int instances, int wish) {
		int clamped = Math.max(this.min, Math.min(this.max, wish));
		return instances + Integer.signum(clamped - instances);
	}

}
