package dev.daemonspring.autoconfigure;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.convert.DurationUnit;

import dev.daemonspring.supervisor.WorkerSpecification.StallAction;

/**
 * Properties of a worker. A property that is not set falls back to the one below
 * {@code daemon.defaults}.
 */
public class WorkerProperties extends WorkerProcessProperties {

	/**
	 * Whether to run the worker.
	 */
	private @Nullable Boolean enabled;

	/**
	 * Time from the start of one iteration to the start of the next. If a duration suffix
	 * is not specified, seconds will be used. Zero means no pause between iterations.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private @Nullable Duration looptime;

	/**
	 * Whether to restart the worker when it goes down. Otherwise 'daemon.on-worker-exit'
	 * decides what the daemon does.
	 */
	private @Nullable Boolean forever;

	/**
	 * Time after which a worker that makes no progress in an iteration, or does not
	 * respond while it waits, is considered stalled. When not set, stalls are not
	 * detected.
	 */
	private @Nullable Duration stallTimeout;

	/**
	 * Action to take when the worker stalls.
	 */
	private @Nullable StallAction stallAction;

	/**
	 * Time that a command may take, including the wait for its turn.
	 */
	private @Nullable Duration commandTimeout;

	/**
	 * Time that the worker has to finish its iteration and spin down. Defaults to
	 * 'daemon.shutdown.grace'.
	 */
	private @Nullable Duration shutdownGrace;

	/**
	 * Number of iterations after which the worker's process is replaced by a new one.
	 */
	private @Nullable Long maxIterations;

	@NestedConfigurationProperty
	private final RestartProperties restart = new RestartProperties();

	@Override
	public @Nullable Boolean getEnabled() {
		return this.enabled;
	}

	public void setEnabled(@Nullable Boolean enabled) {
		this.enabled = enabled;
	}

	@Override
	public @Nullable Duration getLooptime() {
		return this.looptime;
	}

	public void setLooptime(@Nullable Duration looptime) {
		this.looptime = looptime;
	}

	@Override
	public @Nullable Boolean getForever() {
		return this.forever;
	}

	public void setForever(@Nullable Boolean forever) {
		this.forever = forever;
	}

	@Override
	public @Nullable Duration getStallTimeout() {
		return this.stallTimeout;
	}

	public void setStallTimeout(@Nullable Duration stallTimeout) {
		this.stallTimeout = stallTimeout;
	}

	@Override
	public @Nullable StallAction getStallAction() {
		return this.stallAction;
	}

	public void setStallAction(@Nullable StallAction stallAction) {
		this.stallAction = stallAction;
	}

	@Override
	public @Nullable Duration getCommandTimeout() {
		return this.commandTimeout;
	}

	public void setCommandTimeout(@Nullable Duration commandTimeout) {
		this.commandTimeout = commandTimeout;
	}

	@Override
	public @Nullable Duration getShutdownGrace() {
		return this.shutdownGrace;
	}

	public void setShutdownGrace(@Nullable Duration shutdownGrace) {
		this.shutdownGrace = shutdownGrace;
	}

	@Override
	public @Nullable Long getMaxIterations() {
		return this.maxIterations;
	}

	public void setMaxIterations(@Nullable Long maxIterations) {
		this.maxIterations = maxIterations;
	}

	@Override
	public RestartProperties getRestart() {
		return this.restart;
	}

}
