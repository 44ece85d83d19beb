package dev.daemonspring.autoconfigure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.supervisor.RestartSettings;

/**
 * Properties of a worker's restarts.
 */
public class RestartProperties implements RestartSettings {

	/**
	 * Delay before the second restart in a row; the first is immediate. Never shorter
	 * than 50ms. Defaults to 1s.
	 */
	private @Nullable Duration initialDelay;

	/**
	 * Factor by which the delay grows from restart to restart. Defaults to 2.
	 */
	private @Nullable Double multiplier;

	/**
	 * Maximum delay before a restart. Never shorter than 50ms. Defaults to 30s.
	 */
	private @Nullable Duration maxDelay;

	/**
	 * Time that the worker must be healthy before the next restart is immediate again.
	 * Defaults to 60s.
	 */
	private @Nullable Duration resetAfter;

	/**
	 * Number of restarts within 'restart.within' after which the worker is given up. When
	 * not set, it is never given up.
	 */
	private @Nullable Integer maxRestarts;

	/**
	 * Period in which restarts are counted for 'restart.max-restarts'. Defaults to 60s.
	 */
	private @Nullable Duration within;

	@Override
	public @Nullable Duration getInitialDelay() {
		return this.initialDelay;
	}

	public void setInitialDelay(@Nullable Duration initialDelay) {
		this.initialDelay = initialDelay;
	}

	@Override
	public @Nullable Double getMultiplier() {
		return this.multiplier;
	}

	public void setMultiplier(@Nullable Double multiplier) {
		this.multiplier = multiplier;
	}

	@Override
	public @Nullable Duration getMaxDelay() {
		return this.maxDelay;
	}

	public void setMaxDelay(@Nullable Duration maxDelay) {
		this.maxDelay = maxDelay;
	}

	@Override
	public @Nullable Duration getResetAfter() {
		return this.resetAfter;
	}

	public void setResetAfter(@Nullable Duration resetAfter) {
		this.resetAfter = resetAfter;
	}

	@Override
	public @Nullable Integer getMaxRestarts() {
		return this.maxRestarts;
	}

	public void setMaxRestarts(@Nullable Integer maxRestarts) {
		this.maxRestarts = maxRestarts;
	}

	@Override
	public @Nullable Duration getWithin() {
		return this.within;
	}

	public void setWithin(@Nullable Duration within) {
		this.within = within;
	}

}
