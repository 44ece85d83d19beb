package dev.daemonspring.supervisor;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.process.Child;
import dev.daemonspring.region.MetricsFile;
import dev.daemonspring.region.MetricsRead;

/**
 * The metrics file of a worker, or of the workers that share a process, and who asks the
 * process to write it. Thread-safe; one thread at a time may release it.
 */
final class ProcessMetricsSource implements MetricsSource, AutoCloseable {

	private final String name;

	private final int index;

	private final MetricsFile file;

	private final List<ManagedWorker> workers;

	private volatile long asked;

	private volatile @Nullable MetricsRead lastWords;

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
		MetricsRead read = this.file.read();
		// Looked at last, because the file may be released meanwhile
		MetricsRead last = this.lastWords;
		return (last != null) ? last : read;
	}

	/**
	 * Return whether the workers have left for good: none has a process, or is to have
	 * one.
	 */
	boolean isLeft() {
		return this.workers.stream().allMatch((worker) -> worker.isLeaving() && worker.process() == null);
	}

	/**
	 * Return whether the file is gone.
	 */
	boolean isReleased() {
		return this.lastWords != null;
	}

	/**
	 * Delete the file. What the last process has told can still be read.
	 */
	void release() {
		this.lastWords = this.file.read();
		this.file.close();
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
