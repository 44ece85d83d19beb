package dev.daemonspring.autoconfigure;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.convert.DurationUnit;

import dev.daemonspring.supervisor.WorkerSpecification.StallAction;
import dev.daemonspring.worker.MissedTick;

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
	 * Time from the end of one iteration to the start of the next, in place of a
	 * looptime. If a duration suffix is not specified, seconds will be used.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private @Nullable Duration delay;

	/**
	 * Cron expression of Spring's form, with six fields or as a macro, in place of a
	 * looptime.
	 */
	private @Nullable String cron;

	/**
	 * Time zone of the cron expression, such as Europe/Berlin. Defaults to the time zone
	 * of the daemon.
	 */
	private @Nullable String zone;

	/**
	 * Whether to run a single iteration, in place of a looptime. The worker is then DONE
	 * until it is started again.
	 */
	private @Nullable Boolean once;

	/**
	 * What happens after a tick of the cron expression, or of the looptime, came during
	 * an iteration, a pause or a restart.
	 */
	private @Nullable MissedTick missed;

	/**
	 * Longest time by which the start of an iteration is put off at random. If a duration
	 * suffix is not specified, seconds will be used.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private @Nullable Duration jitter;

	/**
	 * Age from which on a missed tick of the cron expression is not made up for any more.
	 * If a duration suffix is not specified, seconds will be used. When not set, there is
	 * no limit.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private @Nullable Duration startDeadline;

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
	private final ScaleProperties scale = new ScaleProperties();

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
	public @Nullable Duration getDelay() {
		return this.delay;
	}

	public void setDelay(@Nullable Duration delay) {
		this.delay = delay;
	}

	@Override
	public @Nullable String getCron() {
		return this.cron;
	}

	public void setCron(@Nullable String cron) {
		this.cron = cron;
	}

	@Override
	public @Nullable String getZone() {
		return this.zone;
	}

	public void setZone(@Nullable String zone) {
		this.zone = zone;
	}

	@Override
	public @Nullable Boolean getOnce() {
		return this.once;
	}

	public void setOnce(@Nullable Boolean once) {
		this.once = once;
	}

	@Override
	public @Nullable MissedTick getMissed() {
		return this.missed;
	}

	public void setMissed(@Nullable MissedTick missed) {
		this.missed = missed;
	}

	@Override
	public @Nullable Duration getJitter() {
		return this.jitter;
	}

	public void setJitter(@Nullable Duration jitter) {
		this.jitter = jitter;
	}

	@Override
	public @Nullable Duration getStartDeadline() {
		return this.startDeadline;
	}

	public void setStartDeadline(@Nullable Duration startDeadline) {
		this.startDeadline = startDeadline;
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
	public ScaleProperties getScale() {
		return this.scale;
	}

	@Override
	public RestartProperties getRestart() {
		return this.restart;
	}

}
