package dev.daemonspring.test;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.supervisor.IterationResult;
import dev.daemonspring.supervisor.IterationResult.Outcome;
import dev.daemonspring.supervisor.WorkerInfo;
import dev.daemonspring.supervisor.Workers;
import dev.daemonspring.test.IterationGate.Progress;
import dev.daemonspring.worker.WorkerState;

/**
 * A driver of the workers of a test {@link WithWorkers @WithWorkers}. Iterations run on
 * the threads of the workers while the test waits for them. A worker that is STOPPED,
 * FAILED or DONE is started first. If workers loop by themselves, the tester waits for
 * the requested number of iterations.
 * <p>
 * When a worker fails, the tester throws a {@link WorkerFailedException}. Not
 * thread-safe.
 *
 * @since 0.1.0
 */
public final class WorkerTester {

	private final TestedWorkers workers;

	private final @Nullable IterationGate gate;

	private final @Nullable TimeMachine time;

	WorkerTester(Supplier<Workers> workers, @Nullable IterationGate gate, @Nullable TimeMachine time) {
		this.workers = new TestedWorkers(workers);
		this.gate = gate;
		this.time = time;
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
		run(worker, iterations, TestedWorkers.LIMIT);
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
		else if (this.time != null) {
			order(worker, iterations, limit);
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
	 * Return the time by the clock that this tester moves.
	 * @return the time
	 * @throws IllegalStateException unless the mode is {@link WithWorkers.Mode#CLOCK}
	 */
	public Instant now() {
		return time().now();
	}

	/**
	 * Let time pass: every iteration that is due meanwhile runs, at its time and in its
	 * turn, before this method returns.
	 * @param duration how much time passes
	 * @throws WorkerFailedException when a worker fails
	 * @throws AssertionError when an iteration has not ended within 60 seconds
	 * @throws IllegalStateException unless the mode is {@link WithWorkers.Mode#CLOCK}
	 */
	public void advance(Duration duration) {
		if (duration.isNegative()) {
			throw new IllegalArgumentException("'duration' must not be negative, but is '%s'".formatted(duration));
		}
		time().advance(duration);
	}

	/**
	 * Set the clock on the wall, forward or back, as an operator does, or as a machine
	 * that was suspended. Ticks of cron expressions in between are missed; looptimes and
	 * delays are not affected.
	 * @param time the time that the clock shows from now on
	 * @throws WorkerFailedException when a worker fails
	 * @throws AssertionError when an iteration has not ended within 60 seconds
	 * @throws IllegalStateException unless the mode is {@link WithWorkers.Mode#CLOCK}
	 */
	public void moveTo(Instant time) {
		time().moveTo(time);
	}

	private TimeMachine time() {
		TimeMachine machine = this.time;
		if (machine == null) {
			throw new IllegalStateException(
					"The clock of the workers can't be moved; annotate the test with @WithWorkers(mode = CLOCK)");
		}
		return machine;
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
		this.workers.awaitRunning(worker);
		return this.workers.all().send(worker, command, args);
	}

	private void drive(IterationGate driven, String worker, int iterations, long deadline, Duration limit) {
		this.workers.requireNotPaused(worker);
		driven.allow(worker, iterations);
		while (true) {
			Progress progress = await(driven, worker);
			if (progress.failure() != null) {
				throw new WorkerFailedException(worker, progress.failure(), progress.failure());
			}
			if (progress.done() >= iterations) {
				return;
			}
			if (progress.ended() && progress.done() == 0 && isOnce(worker)) {
				// It was about to end, after the iteration before
				driven.allow(worker, iterations);
			}
			else if (progress.ended()) {
				throw new AssertionError("Worker '%s' has ended after %d of %d iterations".formatted(worker,
						progress.done(), iterations));
			}
			this.workers.startIfDown(worker);
			this.workers.requireTime(worker, progress.done(), iterations, deadline, limit);
		}
	}

	private Progress await(IterationGate driven, String worker) {
		try {
			return driven.await(worker, TestedWorkers.POLL_MILLIS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while worker '" + worker + "' iterates", ex);
		}
	}

	private boolean isOnce(String worker) {
		return this.workers.all().info(worker).rhythm().equals("once");
	}

	private void order(String worker, int iterations, Duration limit) {
		this.workers.requireNotPaused(worker);
		this.workers.awaitRunning(worker);
		for (int i = 0; i < iterations; i++) {
			IterationResult result = this.workers.all().run(worker, limit);
			if (result.outcome() == Outcome.FAILED) {
				throw new WorkerFailedException(worker, result.error(), null);
			}
		}
	}

	private void follow(String worker, int iterations, long deadline, Duration limit) {
		this.workers.requireNotPaused(worker);
		WorkerInfo before = this.workers.all().info(worker);
		this.workers.startIfDown(worker);
		while (true) {
			WorkerInfo now = this.workers.all().info(worker);
			long done = now.iterations() - before.iterations();
			if (done >= iterations) {
				return;
			}
			if (now.failures() > before.failures()) {
				throw new WorkerFailedException(worker, awaitError(before, deadline), null);
			}
			this.workers.requireTime(worker, done, iterations, deadline, limit);
			this.workers.pause();
		}
	}

	/**
	 * Wait for the error of a worker that has failed. It is complete only when the worker
	 * goes down.
	 */
	private @Nullable String awaitError(WorkerInfo before, long deadline) {
		WorkerInfo now = this.workers.all().info(before.name());
		while (isUp(now, before) && System.nanoTime() - deadline < 0) {
			this.workers.pause();
			now = this.workers.all().info(before.name());
		}
		return now.lastError();
	}

	private boolean isUp(WorkerInfo now, WorkerInfo before) {
		return now.restarts() == before.restarts()
				&& (now.state() == WorkerState.SPINUP || now.state() == WorkerState.LOOPING);
	}

}
