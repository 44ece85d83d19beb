package dev.daemonspring.supervisor;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * The settings for restarts of a worker, in one layer of the configuration. A setting
 * that is not configured is {@code null}.
 */
public interface RestartSettings {

	@Nullable Duration getInitialDelay();

	@Nullable Double getMultiplier();

	@Nullable Duration getMaxDelay();

	@Nullable Duration getResetAfter();

	@Nullable Integer getMaxRestarts();

	@Nullable Duration getWithin();

}
