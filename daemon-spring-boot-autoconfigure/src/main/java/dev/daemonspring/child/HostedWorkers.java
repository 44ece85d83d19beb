package dev.daemonspring.child;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The workers of this process: those that were assigned and are yet to begin, and those
 * that are running. Whether a worker begins and whether the process ends is decided under
 * one lock, so that a worker either never begins or ends in a controlled way.
 * Thread-safe.
 */
final class HostedWorkers {

	private final Queue<HostedWorker> arrivals = new ArrayDeque<>();

	private final Map<Integer, HostedWorker> hosted = new HashMap<>();

	private @Nullable HostedWorker reserved;

	private boolean begun;

	private boolean ending;

	/**
	 * A worker has been assigned to the process.
	 */
	synchronized void arrive(HostedWorker worker) {
		this.hosted.put(worker.assignment().slot(), worker);
		this.arrivals.add(worker);
		notifyAll();
	}

	/**
	 * The process is reserved for a worker, which is to be prepared.
	 */
	synchronized void reserve(HostedWorker worker) {
		this.reserved = worker;
		notifyAll();
	}

	/**
	 * Return whether the process is reserved for a worker.
	 */
	synchronized boolean isReserved() {
		return this.reserved != null;
	}

	/**
	 * Wait for what comes first: a worker that is to be prepared, or one that has
	 * arrived. From the moment when a worker is prepared there is something to clean up.
	 * @return the worker that is to be prepared, or {@code null} if there is none, or the
	 * process is to end
	 */
	synchronized @Nullable HostedWorker awaitReservation() throws InterruptedException {
		while (this.reserved == null && this.arrivals.isEmpty() && !this.ending) {
			wait();
		}
		if (this.ending || !this.arrivals.isEmpty()) {
			return null;
		}
		this.begun = true;
		return this.reserved;
	}

	/**
	 * Wait for the next worker.
	 * @return the worker that is to begin, or {@code null} if the process is to end
	 */
	synchronized @Nullable HostedWorker awaitArrival() throws InterruptedException {
		while (this.arrivals.isEmpty() && !this.ending) {
			wait();
		}
		return this.ending ? null : this.arrivals.remove();
	}

	/**
	 * Begin a worker, on the current thread.
	 * @return the runner of the worker, or {@code null} if the process is ending
	 */
	synchronized @Nullable WorkerRunner begin(HostedWorker worker) {
		if (this.ending) {
			return null;
		}
		this.begun = true;
		return worker.begin();
	}

	synchronized @Nullable HostedWorker in(int slot) {
		return this.hosted.get(slot);
	}

	synchronized Collection<HostedWorker> all() {
		return List.copyOf(this.hosted.values());
	}

	/**
	 * Return how long the workers may take to end.
	 * @param fallback the grace period of a process without workers
	 * @return the longest of their grace periods
	 */
	synchronized Duration grace(Duration fallback) {
		return known().map((worker) -> worker.assignment().grace()).max(Comparator.naturalOrder()).orElse(fallback);
	}

	/**
	 * Return whether the processes that this one has started are to end with it: not if
	 * any of its workers wants them left alone.
	 */
	synchronized boolean endsDescendants() {
		return known().allMatch((worker) -> worker.assignment().endsDescendants());
	}

	/**
	 * Return the workers of the process, of which one may not have arrived yet.
	 */
	private Stream<HostedWorker> known() {
		return Stream.concat(this.hosted.values().stream(), Stream.ofNullable(this.reserved));
	}

	/**
	 * A worker has left, and its slot may be reused.
	 */
	synchronized void leave(HostedWorker worker) {
		this.hosted.remove(worker.assignment().slot(), worker);
	}

	/**
	 * Run an action if no worker has begun and all that have arrived were ordered to
	 * stop.
	 */
	synchronized void ifUnwanted(Runnable action) {
		if (!this.begun && this.hosted.values().stream().allMatch(HostedWorker::isUnwanted)) {
			action.run();
		}
	}

	/**
	 * End every worker, and let none begin from now on.
	 * @param action what to do first if none has begun
	 */
	void end(Runnable action) {
		Collection<HostedWorker> living = new ArrayList<>();
		synchronized (this) {
			if (!this.begun) {
				action.run();
			}
			this.ending = true;
			living.addAll(this.hosted.values());
			notifyAll();
		}
		living.forEach(HostedWorker::end);
	}

}
