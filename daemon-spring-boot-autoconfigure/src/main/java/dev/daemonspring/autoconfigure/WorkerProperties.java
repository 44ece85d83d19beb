package dev.daemonspring.autoconfigure;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.util.unit.DataSize;

import dev.daemonspring.supervisor.WorkerSettings;
import dev.daemonspring.supervisor.WorkerSpecification.Descendants;
import dev.daemonspring.supervisor.WorkerSpecification.StallAction;

/**
 * Settings of a worker. What is not set falls back to the defaults of all workers.
 */
public class WorkerProperties implements WorkerSettings {

	/**
	 * Whether the worker is run.
	 */
	private @Nullable Boolean enabled;

	/**
	 * Time from the start of one iteration to the start of the next. If a duration suffix
	 * is not specified, seconds will be used. Zero means without pause.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private @Nullable Duration looptime;

	/**
	 * Whether the worker is restarted when it goes down. Otherwise the daemon shuts down.
	 */
	private @Nullable Boolean forever;

	/**
	 * Time that a process may take to boot the application before it is killed and counts
	 * as one that went down. Defaults to 3m.
	 */
	private @Nullable Duration startTimeout;

	/**
	 * Time after which a worker that makes no progress in an iteration, or does not
	 * answer while it waits, counts as stalled. Off when not set.
	 */
	private @Nullable Duration stallTimeout;

	/**
	 * What happens to a worker that stalls.
	 */
	private @Nullable StallAction stallAction;

	/**
	 * Time that a command may take.
	 */
	private @Nullable Duration commandTimeout;

	/**
	 * Time that the worker has to end, in place of 'daemon.shutdown.grace'.
	 */
	private @Nullable Duration shutdownGrace;

	/**
	 * Options for the worker's JVM.
	 */
	private @Nullable List<String> jvmArgs;

	/**
	 * Maximum heap size of the worker's JVM.
	 */
	private @Nullable DataSize maxHeap;

	/**
	 * Resident memory of the worker's process at which it is replaced by a new one, after
	 * it has spun down. Linux only.
	 */
	private @Nullable DataSize maxMemory;

	/**
	 * Number of iterations after which the worker's process is replaced by a new one.
	 */
	private @Nullable Long maxIterations;

	/**
	 * Niceness of the worker's process, from -20 to 19.
	 */
	private @Nullable Integer nice;

	/**
	 * Name of the process that the worker shares with all others that name it. A process
	 * of its own when not set.
	 */
	private @Nullable String process;

	/**
	 * Number of processes that have booted and wait for this worker, beside
	 * 'daemon.standby': for one with options of its own for the JVM.
	 */
	private @Nullable Integer standby;

	/**
	 * What happens to processes that the worker's process has started when it is gone.
	 * Linux only; of a process that workers share all are left when one worker says so.
	 */
	private @Nullable Descendants descendants;

	/**
	 * Number of connections that a connection pool in the worker's process has. Two by
	 * default, or what the application has configured where that is less.
	 */
	private @Nullable Integer connectionPoolSize;

	/**
	 * Whether methods annotated with @Scheduled, and Quartz, run in the worker's process
	 * as well as in the daemon. False by default.
	 */
	private @Nullable Boolean scheduling;

	/**
	 * Names of beans that may listen for messages in the worker's process as well as in
	 * the daemon, with '*' as wildcard: those with listener methods, and listener
	 * containers. None by default.
	 */
	private @Nullable List<String> lifecycle;

	@NestedConfigurationProperty
	private final RestartProperties restart = new RestartProperties();

	@Override
	public @Nullable Integer getConnectionPoolSize() {
		return this.connectionPoolSize;
	}

	public void setConnectionPoolSize(@Nullable Integer connectionPoolSize) {
		this.connectionPoolSize = connectionPoolSize;
	}

	@Override
	public @Nullable Boolean getScheduling() {
		return this.scheduling;
	}

	public void setScheduling(@Nullable Boolean scheduling) {
		this.scheduling = scheduling;
	}

	@Override
	public @Nullable List<String> getLifecycle() {
		return this.lifecycle;
	}

	public void setLifecycle(@Nullable List<String> lifecycle) {
		this.lifecycle = lifecycle;
	}

	@Override
	public @Nullable String getProcess() {
		return this.process;
	}

	public void setProcess(@Nullable String process) {
		this.process = process;
	}

	@Override
	public @Nullable Integer getStandby() {
		return this.standby;
	}

	public void setStandby(@Nullable Integer standby) {
		this.standby = standby;
	}

	@Override
	public @Nullable Descendants getDescendants() {
		return this.descendants;
	}

	public void setDescendants(@Nullable Descendants descendants) {
		this.descendants = descendants;
	}

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
	public @Nullable Duration getStartTimeout() {
		return this.startTimeout;
	}

	public void setStartTimeout(@Nullable Duration startTimeout) {
		this.startTimeout = startTimeout;
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
	public @Nullable List<String> getJvmArgs() {
		return this.jvmArgs;
	}

	public void setJvmArgs(@Nullable List<String> jvmArgs) {
		this.jvmArgs = jvmArgs;
	}

	@Override
	public @Nullable DataSize getMaxHeap() {
		return this.maxHeap;
	}

	public void setMaxHeap(@Nullable DataSize maxHeap) {
		this.maxHeap = maxHeap;
	}

	@Override
	public @Nullable DataSize getMaxMemory() {
		return this.maxMemory;
	}

	public void setMaxMemory(@Nullable DataSize maxMemory) {
		this.maxMemory = maxMemory;
	}

	@Override
	public @Nullable Long getMaxIterations() {
		return this.maxIterations;
	}

	public void setMaxIterations(@Nullable Long maxIterations) {
		this.maxIterations = maxIterations;
	}

	@Override
	public @Nullable Integer getNice() {
		return this.nice;
	}

	public void setNice(@Nullable Integer nice) {
		this.nice = nice;
	}

	@Override
	public RestartProperties getRestart() {
		return this.restart;
	}

}
