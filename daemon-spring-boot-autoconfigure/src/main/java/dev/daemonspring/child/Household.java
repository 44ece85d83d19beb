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

import org.jspecify.annotations.Nullable;

/**
 * The workers of a process: those who have arrived and are to begin, and those who live
 * in it. Whether one begins and whether the process ends is decided under one lock, so
 * that a worker either never begins or ends in a controlled way. Thread-safe.
 */
final class Household {

	private final Queue<Tenancy> arrivals = new ArrayDeque<>();

	private final Map<Integer, Tenancy> tenancies = new HashMap<>();

	private boolean begun;

	private boolean ending;

	/**
	 * A worker has been assigned to the process.
	 */
	synchronized void arrive(Tenancy tenancy) {
		this.tenancies.put(tenancy.assignment().slot(), tenancy);
		this.arrivals.add(tenancy);
		notifyAll();
	}

	/**
	 * Wait for the next worker.
	 * @return the worker that is to begin, or {@code null} when the process is to end
	 */
	synchronized @Nullable Tenancy awaitArrival() throws InterruptedException {
		while (this.arrivals.isEmpty() && !this.ending) {
			wait();
		}
		return this.ending ? null : this.arrivals.remove();
	}

	/**
	 * Have a worker begin, on the current thread.
	 * @return runs the worker, or {@code null} when it is not to begin any more
	 */
	synchronized @Nullable WorkerRunner begin(Tenancy tenancy) {
		if (this.ending) {
			return null;
		}
		this.begun = true;
		return tenancy.begin();
	}

	synchronized @Nullable Tenancy in(int slot) {
		return this.tenancies.get(slot);
	}

	synchronized Collection<Tenancy> all() {
		return List.copyOf(this.tenancies.values());
	}

	/**
	 * Return how long the workers may take to end.
	 * @param fallback how long a process may that has none
	 * @return the longest of their times
	 */
	synchronized Duration grace(Duration fallback) {
		return this.tenancies.values()
			.stream()
			.map((tenancy) -> tenancy.assignment().grace())
			.max(Comparator.naturalOrder())
			.orElse(fallback);
	}

	/**
	 * Return whether what the process has started ends with it: not when one of its
	 * workers wants it left.
	 */
	synchronized boolean endsDescendants() {
		return this.tenancies.values().stream().allMatch((tenancy) -> tenancy.assignment().endsDescendants());
	}

	/**
	 * A worker has left: its slot is another's now.
	 */
	synchronized void leave(Tenancy tenancy) {
		this.tenancies.remove(tenancy.assignment().slot(), tenancy);
	}

	/**
	 * Do something if no worker has begun and all that have arrived are to stop.
	 */
	synchronized void ifUnwanted(Runnable action) {
		if (!this.begun && this.tenancies.values().stream().allMatch(Tenancy::isUnwanted)) {
			action.run();
		}
	}

	/**
	 * End every worker, and let none begin from now on.
	 * @param action what to do if none has begun
	 */
	void end(Runnable action) {
		Collection<Tenancy> living = new ArrayList<>();
		synchronized (this) {
			if (!this.begun) {
				action.run();
			}
			this.ending = true;
			living.addAll(this.tenancies.values());
			notifyAll();
		}
		living.forEach(Tenancy::end);
	}

}
