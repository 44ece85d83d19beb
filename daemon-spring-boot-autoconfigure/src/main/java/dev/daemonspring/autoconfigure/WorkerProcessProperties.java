package dev.daemonspring.autoconfigure;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

import dev.daemonspring.process.Footprint;
import dev.daemonspring.supervisor.WorkerSettings;
import dev.daemonspring.supervisor.WorkerSpecification.Descendants;
import dev.daemonspring.supervisor.WorkerSpecification.StandbyDepth;

/**
 * Settings of the process that a worker runs in: its JVM, its limits, and what of the
 * application runs there beside the worker.
 */
public abstract class WorkerProcessProperties implements WorkerSettings {

	/**
	 * Name of the process that the worker shares with all others that name it. A process
	 * of its own when not set.
	 */
	private @Nullable String process;

	/**
	 * Number of instances of the worker, each in a process of its own. Defaults to 1.
	 */
	private @Nullable Integer instances;

	/**
	 * Largest number of instances to which the worker can be scaled while it runs.
	 * Defaults to 'instances'.
	 */
	private @Nullable Integer maxInstances;

	/**
	 * Number of processes that have booted and wait for this worker, beside
	 * 'daemon.standby': for one with options of its own for the JVM.
	 */
	private @Nullable Integer standby;

	/**
	 * How far a process comes that waits for this worker. With 'beans' one more process,
	 * for this worker alone, has created the worker's beans, while those of the running
	 * process exist. Defaults to 'context'.
	 */
	private @Nullable StandbyDepth standbyDepth;

	/**
	 * Time that a process may take to boot the application before it is killed and counts
	 * as one that went down. Defaults to 3m.
	 */
	private @Nullable Duration startTimeout;

	/**
	 * Options for the worker's JVM.
	 */
	private @Nullable List<String> jvmArgs;

	/**
	 * Whether the worker's JVM spends memory on speed: with 'small' it takes about a
	 * quarter less, and code that runs for long is slower. Options in 'jvm-args' win.
	 * Defaults to 'normal'.
	 */
	private @Nullable Footprint footprint;

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
	 * Niceness of the worker's process, from -20 to 19.
	 */
	private @Nullable Integer nice;

	/**
	 * What happens to processes that the worker's process has started when it is gone.
	 * Linux only; of a process that workers share all are left when one worker says so.
	 */
	private @Nullable Descendants descendants;

	/**
	 * Whether at most one replica of the application runs the worker, whichever holds its
	 * lease. False by default.
	 */
	private @Nullable Boolean cluster;

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

	@Override
	public @Nullable String getProcess() {
		return this.process;
	}

	public void setProcess(@Nullable String process) {
		this.process = process;
	}

	@Override
	public @Nullable Integer getInstances() {
		return this.instances;
	}

	public void setInstances(@Nullable Integer instances) {
		this.instances = instances;
	}

	@Override
	public @Nullable Integer getMaxInstances() {
		return this.maxInstances;
	}

	public void setMaxInstances(@Nullable Integer maxInstances) {
		this.maxInstances = maxInstances;
	}

	@Override
	public @Nullable Integer getStandby() {
		return this.standby;
	}

	public void setStandby(@Nullable Integer standby) {
		this.standby = standby;
	}

	@Override
	public @Nullable StandbyDepth getStandbyDepth() {
		return this.standbyDepth;
	}

	public void setStandbyDepth(@Nullable StandbyDepth standbyDepth) {
		this.standbyDepth = standbyDepth;
	}

	@Override
	public @Nullable Duration getStartTimeout() {
		return this.startTimeout;
	}

	public void setStartTimeout(@Nullable Duration startTimeout) {
		this.startTimeout = startTimeout;
	}

	@Override
	public @Nullable List<String> getJvmArgs() {
		return this.jvmArgs;
	}

	public void setJvmArgs(@Nullable List<String> jvmArgs) {
		this.jvmArgs = jvmArgs;
	}

	@Override
	public @Nullable Footprint getFootprint() {
		return this.footprint;
	}

	public void setFootprint(@Nullable Footprint footprint) {
		this.footprint = footprint;
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
	public @Nullable Integer getNice() {
		return this.nice;
	}

	public void setNice(@Nullable Integer nice) {
		this.nice = nice;
	}

	@Override
	public @Nullable Descendants getDescendants() {
		return this.descendants;
	}

	public void setDescendants(@Nullable Descendants descendants) {
		this.descendants = descendants;
	}

	@Override
	public @Nullable Boolean getCluster() {
		return this.cluster;
	}

	public void setCluster(@Nullable Boolean cluster) {
		this.cluster = cluster;
	}

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

}
