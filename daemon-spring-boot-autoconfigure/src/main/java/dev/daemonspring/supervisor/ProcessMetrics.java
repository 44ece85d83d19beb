package dev.daemonspring.supervisor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import dev.daemonspring.region.MetricsFile;
import dev.daemonspring.region.MetricsLayout;
import dev.daemonspring.region.RegionException;

/**
 * Has worker processes tell their meters: in a metrics file for each worker, or for each
 * process that workers share. A worker that gets none runs without. Thread-safe.
 */
public final class ProcessMetrics {

	private static final Log logger = LogFactory.getLog(ProcessMetrics.class);

	/**
	 * Of a daemon that asks no process for its meters.
	 */
	static final ProcessMetrics NONE = new ProcessMetrics(null);

	private final @Nullable MetricsLayout layout;

	private volatile List<ProcessMetricsSource> sources = List.of();

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
	 * Create the files, before the first process is assigned.
	 * @param supervisor the supervisor, which is not started
	 * @param workers its workers
	 * @param region the file of the status region
	 */
	void open(Supervisor supervisor, Collection<WorkerSpecification> workers, Path region) {
		MetricsLayout dimensions = this.layout;
		if (dimensions == null) {
			return;
		}
		Map<String, List<ManagedWorker>> processes = new LinkedHashMap<>();
		for (WorkerSpecification specification : workers) {
			for (ManagedWorker worker : Objects.requireNonNull(supervisor.group(specification.name())).all()) {
				processes.computeIfAbsent(worker.label(), (label) -> new ArrayList<>()).add(worker);
			}
		}
		List<ProcessMetricsSource> opened = new ArrayList<>();
		for (Map.Entry<String, List<ManagedWorker>> process : processes.entrySet()) {
			int index = process.getValue().get(0).slot().index();
			try {
				MetricsFile file = MetricsFile.create(region, index, dimensions);
				opened.add(new ProcessMetricsSource(process.getKey(), index, file, process.getValue()));
				process.getValue().forEach((worker) -> worker.attached().tellMeters(index));
			}
			catch (RegionException ex) {
				logger.warn("The meters of '%s' and of those after it are not told: %s".formatted(process.getKey(),
						ex.getMessage()));
				break;
			}
		}
		this.sources = List.copyOf(opened);
	}

	/**
	 * Delete the files.
	 */
	void close() {
		this.sources.forEach(ProcessMetricsSource::close);
		this.sources = List.of();
	}

}
