package dev.daemonspring.supervisor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.process.Child;
import dev.daemonspring.process.ChildPool;
import dev.daemonspring.process.EventLoop;
import dev.daemonspring.region.StatusRegion;
import dev.daemonspring.worker.WorkerState;

/**
 * The workers of one supervisor, in the order of their names and indices, with all
 * instances that there could be. The set never changes, and any thread may read it.
 */
final class ManagedWorkers implements Iterable<ManagedWorker> {

	private final Map<String, WorkerGroup> groups = new TreeMap<>();

	private final Map<String, ManagedWorker> workers = new LinkedHashMap<>();

	/**
	 * Create the workers, each with a slot of its own.
	 * @param specifications the specifications of the workers
	 * @param region the status region, which has a slot for each of them
	 * @param thread the thread that changes them
	 */
	ManagedWorkers(Collection<WorkerSpecification> specifications, StatusRegion region, EventLoop thread) {
		this(specifications, region, thread, LifeJournal.NONE);
	}

	/**
	 * Create the workers, each instance with a slot of its own.
	 * @param specifications the specifications of the workers
	 * @param region the status region, which has a slot for each instance
	 * @param thread the thread that changes them
	 * @param journal keeps their lives
	 */
	ManagedWorkers(Collection<WorkerSpecification> specifications, StatusRegion region, EventLoop thread,
			LifeJournal journal) {
		int slot = 0;
		for (WorkerSpecification specification : specifications) {
			WorkerGroup group = new WorkerGroup(specification, thread);
			for (int index = 0; index < specification.instances().most(); index++) {
				group.add(new ManagedWorker(group, index, region.slot(slot++), thread, journal));
			}
			this.groups.put(specification.name(), group);
		}
		this.groups.values()
			.forEach((group) -> group.all().forEach((worker) -> this.workers.put(worker.name(), worker)));
		Map<String, WorkerLives> lives = new TreeMap<>();
		this.workers.forEach((name, worker) -> lives.put(name, worker.lives()));
		journal.open(lives);
	}

	@Override
	public Iterator<ManagedWorker> iterator() {
		return Collections.unmodifiableCollection(this.workers.values()).iterator();
	}

	/**
	 * Return an instance, or {@code null} if none has that name.
	 */
	@Nullable ManagedWorker find(String name) {
		return this.workers.get(name);
	}

	/**
	 * Return the instances of a worker, or {@code null} if none has that name.
	 */
	@Nullable WorkerGroup group(String name) {
		return this.groups.get(name);
	}

	/**
	 * Return the instances of each worker, in the order of the workers' names.
	 */
	Collection<WorkerGroup> groups() {
		return Collections.unmodifiableCollection(this.groups.values());
	}

	/**
	 * Return the workers that a process runs, more than one if they share it.
	 */
	List<ManagedWorker> runningIn(Child process) {
		// No lambda: called on an exit, perhaps while the heap is exhausted
		List<ManagedWorker> running = new ArrayList<>(1);
		for (ManagedWorker worker : this) {
			if (worker.runsIn(process)) {
				running.add(worker);
			}
		}
		return running;
	}

	/**
	 * Return whether any worker runs, or is to run again, in a shared process.
	 */
	boolean need(Child home, ChildPool<ManagedWorker> children) {
		for (ManagedWorker worker : this) {
			if (worker.runsIn(home) || (worker.isRunning() && children.isSharedBy(worker, home))) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Return the names of the workers that have not spun up yet.
	 */
	List<String> spinningUp() {
		return this.workers.values()
			.stream()
			.filter((worker) -> worker.state() == WorkerState.SPINUP)
			.map(ManagedWorker::name)
			.toList();
	}

	/**
	 * Return the longest grace period of all workers.
	 */
	Duration longestGrace() {
		Duration longest = Duration.ZERO;
		for (ManagedWorker worker : this) {
			Duration grace = worker.specification().shutdownGrace();
			longest = (grace.compareTo(longest) > 0) ? grace : longest;
		}
		return longest;
	}

}
