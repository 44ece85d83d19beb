package dev.daemonspring.test;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

import dev.daemonspring.supervisor.WorkerInfo;
import dev.daemonspring.supervisor.Workers;
import dev.daemonspring.worker.WorkerState;

/**
 * Moves time for the workers of a test, and waits for what they do meanwhile. Not
 * thread-safe.
 */
class TimeMachine {

	private static final Duration LIMIT = Duration.ofSeconds(60);

	private static final Duration POLL = Duration.ofMillis(5);

	private final MovedClock clock;

	private final Supplier<Workers> workers;

	TimeMachine(MovedClock clock, Supplier<Workers> workers) {
		this.clock = clock;
		this.workers = workers;
	}

	Instant now() {
		return Instant.ofEpochMilli(this.clock.currentTimeMillis());
	}

	/**
	 * Let time pass; each iteration runs at its time.
	 */
	void advance(Duration time) {
		Map<String, Long> failures = failures();
		long end = this.clock.nanoTime() + time.toNanos();
		awaitIdle();
		while (this.clock.step(end)) {
			awaitIdle();
			requireNoFailure(failures);
		}
	}

	/**
	 * Set the clock on the wall.
	 */
	void moveTo(Instant time) {
		Map<String, Long> failures = failures();
		awaitIdle();
		this.clock.set(time);
		awaitIdle();
		requireNoFailure(failures);
	}

	private Map<String, Long> failures() {
		Map<String, Long> failures = new TreeMap<>();
		this.workers.get()
			.list()
			.forEach((worker) -> failures.put(worker.name(), this.workers.get().info(worker.name()).failures()));
		return failures;
	}

	private void requireNoFailure(Map<String, Long> before) {
		before.forEach((worker, failures) -> {
			WorkerInfo info = this.workers.get().info(worker);
			if (info.failures() > failures) {
				throw new WorkerFailedException(worker, info.lastError(), null);
			}
		});
	}

	/**
	 * Wait until every worker that runs waits for its next iteration.
	 */
	private void awaitIdle() {
		long deadline = System.nanoTime() + LIMIT.toNanos();
		while (!isIdle()) {
			if (System.nanoTime() - deadline > 0) {
				throw new AssertionError(
						"Not every worker waits for its next iteration within %s; their states: %s. A worker without"
							.formatted(LIMIT, this.workers.get().status()) + " pause never does.");
			}
		}
	}

	private boolean isIdle() {
		int running = 0;
		boolean settled = true;
		for (WorkerState state : this.workers.get().status().values()) {
			if (state == WorkerState.LOOPING || state == WorkerState.PAUSED) {
				running++;
			}
			else {
				settled &= state == WorkerState.STOPPED || state == WorkerState.FAILED || state == WorkerState.DONE;
			}
		}
		try {
			return this.clock.awaitWaiting(settled ? running : Integer.MAX_VALUE, POLL);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while waiting for workers", ex);
		}
	}

}
