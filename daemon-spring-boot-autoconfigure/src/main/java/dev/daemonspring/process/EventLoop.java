package dev.daemonspring.process;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * The single thread on which a supervisor makes all its decisions, in the order of the
 * events, and its clock. The methods are thread-safe.
 */
public interface EventLoop extends Executor {

	/**
	 * Return the time in nanoseconds. It stands still while the daemon does not run, so
	 * that nothing becomes overdue because the daemon, or the machine, was suspended.
	 */
	long now();

	/**
	 * Return the time by the clock on the wall, from when on the ticks of workers count.
	 */
	default long currentTimeMillis() {
		return System.currentTimeMillis();
	}

	/**
	 * Start to look at the workers repeatedly, even after a look has failed.
	 * @param look looks, and returns the delay until the next look in nanoseconds
	 */
	void start(LongSupplier look);

	/**
	 * Run a task on the thread and wait for its result, for a limited time.
	 * @param what what the task does, as an infinitive that completes a message
	 * @param task the task
	 * @return the result
	 * @throws IllegalStateException if the task fails or takes too long
	 * @throws java.util.concurrent.CancellationException if the caller is interrupted or
	 * the loop is closed first
	 * @throws java.util.concurrent.RejectedExecutionException if the loop was closed
	 */
	<T> T call(String what, Callable<T> task);

	/**
	 * Return whether the caller runs on the thread, for assertions in what is confined to
	 * it.
	 */
	boolean inEventLoop();

	/**
	 * Stop: no task is accepted any more.
	 */
	void close();

}
