package dev.daemonspring.supervisor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import dev.daemonspring.region.MetricsFile;
import dev.daemonspring.region.MetricsLayout;
import dev.daemonspring.region.RegionException;

/**
 * Has worker processes tell their meters: in a metrics file for each instance of a worker
 * that there is, or for each process that workers share. One that gets none runs without.
 * Thread-safe.
 */
public final class ProcessMetrics {

	private static final Log logger = LogFactory.getLog(ProcessMetrics.class);

	/**
	 * Of a daemon that asks no process for its meters.
	 */
	static final ProcessMetrics NONE = new ProcessMetrics(null);

	private final @Nullable MetricsLayout layout;

	private volatile List<ProcessMetricsSource> sources = List.of();

	private @Nullable Path region;

	/**
	 * Create the metrics; there are no files yet.
	 * @param layout the dimensions of each file, or {@code null} for none
	 */
	public ProcessMetrics(@Nullable MetricsLayout layout) {
		this.layout = layout;
	}

	/**
	 * Return where the meters are told.
	 * @return the sources, none while no worker runs in a process
	 */
	public List<MetricsSource> sources() {
		return List.copyOf(this.sources);
	}

	/**
	 * Create the files of the instances that start with the daemon, before the first
	 * process is assigned.
	 * @param supervisor the supervisor, which is not started
	 * @param workers its workers
	 * @param region the file of the status region
	 */
	synchronized void open(Supervisor supervisor, Collection<WorkerSpecification> workers, Path region) {
		if (this.layout == null) {
			return;
		}
		this.region = region;
		Map<String, List<ManagedWorker>> processes = new LinkedHashMap<>();
		for (WorkerSpecification specification : workers) {
			WorkerGroup group = Objects.requireNonNull(supervisor.group(specification.name()));
			for (ManagedWorker worker : group.all().subList(0, group.wanted())) {
				processes.computeIfAbsent(worker.label(), (label) -> new ArrayList<>()).add(worker);
			}
		}
		for (Map.Entry<String, List<ManagedWorker>> process : processes.entrySet()) {
			if (!open(process.getKey(), process.getValue())) {
				break;
			}
		}
		supervisor.tellMeters(this);
	}

	/**
	 * Scale a worker whose new instances have their files before they have a process.
	 * @param group the instances
	 * @param number how many there are to be
	 * @param scaling scales the worker
	 * @return whether it has been scaled
	 */
	boolean scale(WorkerGroup group, int number, BooleanSupplier scaling) {
		return (this.layout != null) ? openAndScale(group, number, scaling) : scaling.getAsBoolean();
	}

	/**
	 * One at a time, so that no file is taken for one that is not used any more before
	 * its instance has begun.
	 */
	private synchronized boolean openAndScale(WorkerGroup group, int number, BooleanSupplier scaling) {
		for (ManagedWorker worker : group.all().subList(0, number)) {
			if (!isOpen(worker) && !open(worker.label(), List.of(worker))) {
				break;
			}
		}
		return scaling.getAsBoolean();
	}

	private boolean isOpen(ManagedWorker worker) {
		return this.sources.stream().anyMatch((source) -> source.isOf(worker.name()) && !source.isReleased());
	}

	/**
	 * Create a file.
	 * @return whether there was room for it
	 */
	private boolean open(String process, List<ManagedWorker> workers) {
		int index = workers.get(0).slot().index();
		try {
			MetricsFile file = MetricsFile.create(Objects.requireNonNull(this.region), index,
					Objects.requireNonNull(this.layout));
			Map<String, ProcessMetricsSource> opened = new LinkedHashMap<>();
			this.sources.forEach((source) -> opened.put(source.name(), source));
			opened.put(process, new ProcessMetricsSource(process, index, file, workers));
			this.sources = List.copyOf(opened.values());
			workers.forEach((worker) -> worker.attached().tellMeters(index));
			return true;
		}
		catch (RegionException ex) {
			logger
				.warn("The meters of '%s' and of those after it are not told: %s".formatted(process, ex.getMessage()));
			workers.forEach((worker) -> worker.attached().tellMeters(AttachedProcess.NO_METERS));
			return false;
		}
	}

	/**
	 * Delete the files of instances that have left: their worker was scaled to fewer.
	 */
	void removeUnused() {
		if (this.sources.stream().anyMatch((source) -> !source.isReleased() && source.isLeft())) {
			release();
		}
	}

	private synchronized void release() {
		this.sources.stream()
			.filter((source) -> !source.isReleased() && source.isLeft())
			.forEach(ProcessMetricsSource::release);
	}

	/**
	 * Delete the files.
	 */
	synchronized void close() {
		this.sources.forEach(ProcessMetricsSource::close);
		this.sources = List.of();
		this.region = null;
	}

}
