package dev.daemonspring.supervisor;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What is configured, in one layer of the configuration, of when a worker is restarted.
 * Everything may be left out.
 */
public interface RestartSettings {

	@Nullable Duration getInitialDelay();

	@Nullable Double getMultiplier();

	@Nullable Duration getMaxDelay();

	@Nullable Duration getResetAfter();

	@Nullable Integer getMaxRestarts();

	@Nullable Duration getWithin();

}
