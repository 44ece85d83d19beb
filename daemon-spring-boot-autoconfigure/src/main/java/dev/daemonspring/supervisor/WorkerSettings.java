package dev.daemonspring.supervisor;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

import dev.daemonspring.process.Footprint;
import dev.daemonspring.supervisor.WorkerSpecification.Descendants;
import dev.daemonspring.supervisor.WorkerSpecification.StallAction;
import dev.daemonspring.supervisor.WorkerSpecification.StandbyDepth;
import dev.daemonspring.worker.MissedTick;

/**
 * What is configured for a worker, or for all of them, in one layer of the configuration.
 * Everything may be left out. The properties of the same names say what each of them
 * means.
 */
public interface WorkerSettings {

	@Nullable Boolean getEnabled();

	@Nullable Duration getLooptime();

	@Nullable Duration getDelay();

	@Nullable String getCron();

	@Nullable String getZone();

	@Nullable Boolean getOnce();

	@Nullable MissedTick getMissed();

	@Nullable Duration getJitter();

	@Nullable Duration getStartDeadline();

	@Nullable Boolean getForever();

	@Nullable Duration getStartTimeout();

	@Nullable Duration getStallTimeout();

	@Nullable StallAction getStallAction();

	@Nullable Duration getCommandTimeout();

	@Nullable Duration getShutdownGrace();

	@Nullable List<String> getJvmArgs();

	@Nullable Footprint getFootprint();

	@Nullable DataSize getMaxHeap();

	@Nullable DataSize getMaxMemory();

	@Nullable Long getMaxIterations();

	@Nullable Integer getNice();

	@Nullable String getProcess();

	@Nullable Integer getInstances();

	@Nullable Integer getMaxInstances();

	@Nullable Integer getStandby();

	@Nullable StandbyDepth getStandbyDepth();

	@Nullable Descendants getDescendants();

	@Nullable Boolean getCluster();

	@Nullable Integer getConnectionPoolSize();

	@Nullable Boolean getScheduling();

	@Nullable List<String> getLifecycle();

	RestartSettings getRestart();

	ScaleSettings getScale();

}
