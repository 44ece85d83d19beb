package dev.daemonspring.test;

import java.time.Duration;
import java.util.function.Supplier;

import dev.daemonspring.supervisor.Workers;
import dev.daemonspring.worker.WorkerState;

/**
 * The workers of a test, and the waits for them. Not thread-safe.
 */
class TestedWorkers {

	static final Duration LIMIT = Duration.ofSeconds(60);

	/**
	 * The polling interval. Workers that loop by themselves only write into the status
	 * region, which does not wake the tester.
	 */
	static final long POLL_MILLIS = 20;

	private final Supplier<Workers> workers;

	TestedWorkers(Supplier<Workers> workers) {
		this.workers = workers;
	}

	Workers all() {
		return this.workers.get();
	}

	void awaitRunning(String worker) {
		long deadline = System.nanoTime() + LIMIT.toNanos();
		startIfDown(worker);
		while (isComing(all().status(worker))) {
			requireTime(worker, 0, 0, deadline, LIMIT);
			pause();
		}
	}

	private boolean isComing(WorkerState state) {
		return state == WorkerState.SPINUP || state == WorkerState.RESTARTING;
	}

	void startIfDown(String worker) {
		WorkerState state = all().status(worker);
		if (state == WorkerState.STOPPED || state == WorkerState.FAILED || state == WorkerState.DONE) {
			all().start(worker);
		}
	}

	void requireNotPaused(String worker) {
		if (all().info(worker).wanted() == WorkerState.PAUSED) {
			throw new IllegalStateException(
					"Worker '%s' is paused and does not iterate; resume it first".formatted(worker));
		}
	}

	void requireTime(String worker, long done, int iterations, long deadline, Duration limit) {
		if (System.nanoTime() - deadline > 0) {
			throw new AssertionError("Worker '%s' is %s after %d of %d iterations within %s".formatted(worker,
					all().status(worker), done, iterations, limit));
		}
	}

	/**
	 * Wait for a moment before a condition is looked at again.
	 */
	void pause() {
		try {
			Thread.sleep(POLL_MILLIS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while waiting for a worker", ex);
		}
	}

}
