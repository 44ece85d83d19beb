package dev.daemonspring.supervisor;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What is configured of how a {@link WorkerScaler} may scale a worker, in one layer of
 * the configuration. Everything may be left out.
 */
public interface ScaleSettings {

	@Nullable Integer getMin();

	@Nullable Integer getMax();

	@Nullable Duration getCoolDown();

}
