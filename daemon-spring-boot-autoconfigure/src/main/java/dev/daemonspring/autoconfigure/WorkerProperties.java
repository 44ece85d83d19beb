package dev.daemonspring.autoconfigure;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.util.unit.DataSize;

import dev.daemonspring.supervisor.WorkerSpecification.Descendants;
import dev.daemonspring.supervisor.WorkerSpecification.StallAction;

/**
 * Settings of a worker. What is not set falls back to the defaults of all workers.
 */
public class WorkerProperties {

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
	 * Largest heap of the worker's JVM.
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

	private final Restart restart = new Restart();

	public @Nullable Integer getConnectionPoolSize() {
		return this.connectionPoolSize;
	}

	public void setConnectionPoolSize(@Nullable Integer connectionPoolSize) {
		this.connectionPoolSize = connectionPoolSize;
	}

	public @Nullable Boolean getScheduling() {
		return this.scheduling;
	}

	public void setScheduling(@Nullable Boolean scheduling) {
		this.scheduling = scheduling;
	}

	public @Nullable List<String> getLifecycle() {
		return this.lifecycle;
	}

	public void setLifecycle(@Nullable List<String> lifecycle) {
		this.lifecycle = lifecycle;
	}

	public @Nullable String getProcess() {
		return this.process;
	}

	public void setProcess(@Nullable String process) {
		this.process = process;
	}

	public @Nullable Integer getStandby() {
		return this.standby;
	}

	public void setStandby(@Nullable Integer standby) {
		this.standby = (standby != null) ? DaemonProperties.requireStandby(standby) : null;
	}

	public @Nullable Descendants getDescendants() {
		return this.descendants;
	}

	public void setDescendants(@Nullable Descendants descendants) {
		this.descendants = descendants;
	}

	public @Nullable Boolean getEnabled() {
		return this.enabled;
	}

	public void setEnabled(@Nullable Boolean enabled) {
		this.enabled = enabled;
	}

	public @Nullable Duration getLooptime() {
		return this.looptime;
	}

	public void setLooptime(@Nullable Duration looptime) {
		this.looptime = looptime;
	}

	public @Nullable Boolean getForever() {
		return this.forever;
	}

	public void setForever(@Nullable Boolean forever) {
		this.forever = forever;
	}

	public @Nullable Duration getStartTimeout() {
		return this.startTimeout;
	}

	public void setStartTimeout(@Nullable Duration startTimeout) {
		this.startTimeout = startTimeout;
	}

	public @Nullable Duration getStallTimeout() {
		return this.stallTimeout;
	}

	public void setStallTimeout(@Nullable Duration stallTimeout) {
		this.stallTimeout = stallTimeout;
	}

	public @Nullable StallAction getStallAction() {
		return this.stallAction;
	}

	public void setStallAction(@Nullable StallAction stallAction) {
		this.stallAction = stallAction;
	}

	public @Nullable Duration getCommandTimeout() {
		return this.commandTimeout;
	}

	public void setCommandTimeout(@Nullable Duration commandTimeout) {
		this.commandTimeout = commandTimeout;
	}

	public @Nullable Duration getShutdownGrace() {
		return this.shutdownGrace;
	}

	public void setShutdownGrace(@Nullable Duration shutdownGrace) {
		this.shutdownGrace = shutdownGrace;
	}

	public @Nullable List<String> getJvmArgs() {
		return this.jvmArgs;
	}

	public void setJvmArgs(@Nullable List<String> jvmArgs) {
		this.jvmArgs = jvmArgs;
	}

	public @Nullable DataSize getMaxHeap() {
		return this.maxHeap;
	}

	public void setMaxHeap(@Nullable DataSize maxHeap) {
		this.maxHeap = maxHeap;
	}

	public @Nullable DataSize getMaxMemory() {
		return this.maxMemory;
	}

	public void setMaxMemory(@Nullable DataSize maxMemory) {
		this.maxMemory = maxMemory;
	}

	public @Nullable Long getMaxIterations() {
		return this.maxIterations;
	}

	public void setMaxIterations(@Nullable Long maxIterations) {
		this.maxIterations = maxIterations;
	}

	public @Nullable Integer getNice() {
		return this.nice;
	}

	public void setNice(@Nullable Integer nice) {
		this.nice = nice;
	}

	public Restart getRestart() {
		return this.restart;
	}

	/**
	 * When the worker is restarted after it went down.
	 */
	public static class Restart {

		/**
		 * Delay before the second restart in a row; the first is at once. Never shorter
		 * than 50ms. Defaults to 1s.
		 */
		private @Nullable Duration initialDelay;

		/**
		 * Factor by which the delay grows from restart to restart. Defaults to 2.
		 */
		private @Nullable Double multiplier;

		/**
		 * Longest delay before a restart. Never shorter than 50ms. Defaults to 30s.
		 */
		private @Nullable Duration maxDelay;

		/**
		 * Time of health after which the next restart is at once again. Defaults to 60s.
		 */
		private @Nullable Duration resetAfter;

		/**
		 * Number of restarts within 'restart.within' after which the worker is given up.
		 * Never when not set.
		 */
		private @Nullable Integer maxRestarts;

		/**
		 * Period in which restarts are counted for 'restart.max-restarts'. Defaults to
		 * 60s.
		 */
		private @Nullable Duration within;

		public @Nullable Duration getInitialDelay() {
			return this.initialDelay;
		}

		public void setInitialDelay(@Nullable Duration initialDelay) {
			this.initialDelay = initialDelay;
		}

		public @Nullable Double getMultiplier() {
			return this.multiplier;
		}

		public void setMultiplier(@Nullable Double multiplier) {
			this.multiplier = multiplier;
		}

		public @Nullable Duration getMaxDelay() {
			return this.maxDelay;
		}

		public void setMaxDelay(@Nullable Duration maxDelay) {
			this.maxDelay = maxDelay;
		}

		public @Nullable Duration getResetAfter() {
			return this.resetAfter;
		}

		public void setResetAfter(@Nullable Duration resetAfter) {
			this.resetAfter = resetAfter;
		}

		public @Nullable Integer getMaxRestarts() {
			return this.maxRestarts;
		}

		public void setMaxRestarts(@Nullable Integer maxRestarts) {
			this.maxRestarts = maxRestarts;
		}

		public @Nullable Duration getWithin() {
			return this.within;
		}

		public void setWithin(@Nullable Duration within) {
			this.within = within;
		}

	}

}
