package dev.daemonspring.supervisor;

import java.util.List;

import dev.daemonspring.process.Child;
import dev.daemonspring.region.MetricsFile;
import dev.daemonspring.region.MetricsRead;

/**
 * The metrics file of a worker, or of the workers that share a process, and who asks the
 * process to write it. Thread-safe.
 */
final class ProcessMetricsSource implements MetricsSource, AutoCloseable {

	private final String name;

	private final int index;

	private final MetricsFile file;

	private final List<ManagedWorker> workers;

	private volatile long asked;

	ProcessMetricsSource(String name, int index, MetricsFile file, List<ManagedWorker> workers) {
		this.name = name;
		this.index = index;
		this.file = file;
		this.workers = List.copyOf(workers);
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public long ask() {
		for (ManagedWorker worker : this.workers) {
			Child child = worker.process();
			if (child != null && child.isAlive()) {
				long request = this.file.request();
				this.asked = child.pid();
				child.writeMeters(this.index);
				return request;
			}
		}
		return 0;
	}

	@Override
	public boolean isAnswered(long request) {
		return this.file.isAnswered(request) || !isPresent(this.asked);
	}

	@Override
	public boolean isPresent(long pid) {
		for (ManagedWorker worker : this.workers) {
			Child child = worker.process();
			if (child != null && child.pid() == pid && child.isAlive()) {
				return true;
			}
		}
		return false;
	}

	@Override
	public MetricsRead read() {
		return this.file.read();
	}

	@Override
	public boolean isOf(String worker) {
		return this.workers.stream().anyMatch((candidate) -> candidate.name().equals(worker));
	}

	@Override
	public void close() {
		this.file.close();
	}

}
