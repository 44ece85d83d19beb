package dev.daemonspring.test;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.supervisor.WorkerInfo;
import dev.daemonspring.supervisor.Workers;
import dev.daemonspring.test.IterationGate.Progress;
import dev.daemonspring.worker.WorkerState;

/**
 * A driver of the workers of a test {@link WithWorkers @WithWorkers}. Iterations run on
 * the threads of the workers while the test waits for them. A worker that is STOPPED or
 * FAILED is started first. If workers loop by themselves, the tester waits for the
 * requested number of iterations.
 * <p>
 * When a worker fails, the tester throws a {@link WorkerFailedException}. Not
 * thread-safe.
 *
 * @since 0.1.0
 */
public final class WorkerTester {

	private static final Duration DEFAULT_LIMIT = Duration.ofSeconds(60);

	/**
	 * The polling interval. Workers that loop by themselves only write into the status
	 * region, which does not wake the tester.
	 */
	private static final long POLL_MILLIS = 20;

	private final Supplier<Workers> workers;

	private final @Nullable IterationGate gate;

	WorkerTester(Supplier<Workers> workers, @Nullable IterationGate gate) {
		this.workers = workers;
		this.gate = gate;
	}

	/**
	 * Run one iteration and wait for its end, for at most 60 seconds.
	 * @param worker the name of the worker
	 * @throws WorkerFailedException when the worker fails
	 * @throws AssertionError when the iteration has not ended in time, or the worker ends
	 * before it
	 * @throws IllegalStateException when the worker is paused
	 */
	public void run(String worker) {
		run(worker, 1);
	}

	/**
	 * Run iterations and wait for the end of the last, for at most 60 seconds.
	 * @param worker the name of the worker
	 * @param iterations the number of iterations, at least 1
	 * @throws WorkerFailedException when the worker fails
	 * @throws AssertionError when the iterations have not ended in time, or the worker
	 * ends before them
	 * @throws IllegalStateException when the worker is paused
	 */
	public void run(String worker, int iterations) {
		run(worker, iterations, DEFAULT_LIMIT);
	}

	/**
	 * Run iterations and wait for the end of the last.
	 * @param worker the name of the worker
	 * @param iterations the number of iterations, at least 1
	 * @param limit the longest time to wait
	 * @throws WorkerFailedException when the worker fails
	 * @throws AssertionError when the iterations have not ended in time, or the worker
	 * ends before them
	 * @throws IllegalStateException when the worker is paused
	 */
	public void run(String worker, int iterations, Duration limit) {
		if (iterations < 1) {
			throw new IllegalArgumentException("'iterations' must be one or more, not '%d'".formatted(iterations));
		}
		long deadline = System.nanoTime() + limit.toNanos();
		IterationGate driven = this.gate;
		if (driven != null) {
			drive(driven, worker, iterations, deadline, limit);
		}
		else {
			follow(worker, iterations, deadline, limit);
		}
	}

	/**
	 * Run iterations until a condition holds. The condition is checked before each.
	 * @param worker the name of the worker
	 * @param limit the longest time to wait
	 * @param condition the condition
	 * @throws WorkerFailedException when the worker fails
	 * @throws AssertionError when the condition does not hold in time, or the worker ends
	 * before it does
	 * @throws IllegalStateException when the worker is paused
	 */
	public void runUntil(String worker, Duration limit, BooleanSupplier condition) {
		long deadline = System.nanoTime() + limit.toNanos();
		while (!condition.getAsBoolean()) {
			Duration left = Duration.ofNanos(deadline - System.nanoTime());
			if (left.isNegative()) {
				throw new AssertionError(
						"The condition does not hold within %s of iterations of worker '%s'".formatted(limit, worker));
			}
			run(worker, 1, left);
		}
	}

	/**
	 * Call a command of a worker, on the thread of the worker, and wait for its result.
	 * @param worker the name of the worker
	 * @param command the name of the command
	 * @param args its arguments
	 * @return its result, as {@link Workers#send} returns it
	 * @throws AssertionError when the worker is not up within 60 seconds
	 * @throws dev.daemonspring.supervisor.CommandException when the command is refused or
	 * fails
	 */
	public @Nullable Object send(String worker, String command, @Nullable Object... args) {
		awaitRunning(worker);
		return this.workers.get().send(worker, command, args);
	}

	private void drive(IterationGate driven, String worker, int iterations, long deadline, Duration limit) {
		requireNotPaused(worker);
		driven.allow(worker, iterations);
		while (true) {
			Progress progress = await(driven, worker);
			if (progress.failure() != null) {
				throw new WorkerFailedException(worker, progress.failure(), progress.failure());
			}
			if (progress.done() >= iterations) {
				return;
			}
			if (progress.ended()) {
				throw new AssertionError("Worker '%s' has ended after %d of %d iterations".formatted(worker,
						progress.done(), iterations));
			}
			startIfDown(worker);
			requireTime(worker, progress.done(), iterations, deadline, limit);
		}
	}

	private Progress await(IterationGate driven, String worker) {
		try {
			return driven.await(worker, POLL_MILLIS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while worker '" + worker + "' iterates", ex);
		}
	}

	private void follow(String worker, int iterations, long deadline, Duration limit) {
		requireNotPaused(worker);
		WorkerInfo before = this.workers.get().info(worker);
		startIfDown(worker);
		while (true) {
			WorkerInfo now = this.workers.get().info(worker);
			long done = now.iterations() - before.iterations();
			if (done >= iterations) {
				return;
			}
			if (now.failures() > before.failures()) {
				throw new WorkerFailedException(worker, awaitError(before, deadline), null);
			}
			requireTime(worker, done, iterations, deadline, limit);
			pause();
		}
	}

	/**
	 * Wait for the error of a worker that has failed. It is complete only when the worker
	 * goes down.
	 */
	private @Nullable String awaitError(WorkerInfo before, long deadline) {
		WorkerInfo now = this.workers.get().info(before.name());
		while (isUp(now, before) && System.nanoTime() - deadline < 0) {
			pause();
			now = this.workers.get().info(before.name());
		}
		return now.lastError();
	}

	private boolean isUp(WorkerInfo now, WorkerInfo before) {
		return now.restarts() == before.restarts()
				&& (now.state() == WorkerState.SPINUP || now.state() == WorkerState.LOOPING);
	}

	private void awaitRunning(String worker) {
		long deadline = System.nanoTime() + DEFAULT_LIMIT.toNanos();
		startIfDown(worker);
		while (isComing(this.workers.get().status(worker))) {
			requireTime(worker, 0, 0, deadline, DEFAULT_LIMIT);
			pause();
		}
	}

	private boolean isComing(WorkerState state) {
		return state == WorkerState.SPINUP || state == WorkerState.RESTARTING;
	}

	private void startIfDown(String worker) {
		WorkerState state = this.workers.get().status(worker);
		if (state == WorkerState.STOPPED || state == WorkerState.FAILED) {
			this.workers.get().start(worker);
		}
	}

	private void requireNotPaused(String worker) {
		if (this.workers.get().info(worker).wanted() == WorkerState.PAUSED) {
			throw new IllegalStateException(
					"Worker '%s' is paused and does not iterate; resume it first".formatted(worker));
		}
	}

	private void requireTime(String worker, long done, int iterations, long deadline, Duration limit) {
		if (System.nanoTime() - deadline > 0) {
			throw new AssertionError("Worker '%s' is %s after %d of %d iterations within %s".formatted(worker,
					this.workers.get().status(worker), done, iterations, limit));
		}
	}

	private void pause() {
		try {
			Thread.sleep(POLL_MILLIS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while waiting for a worker", ex);
		}
	}

}
