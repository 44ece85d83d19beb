package dev.daemonspring.process;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * The one thread on which a supervisor decides everything, in the order in which it
 * happens, and its time.
 */
public interface EventLoop extends Executor {

	/**
	 * Return the time in nanoseconds. It stands still while the daemon does not run, so
	 * that nobody is late because the daemon, or the machine, was asleep.
	 */
	long now();

	/**
	 * Look, again and again, whatever happens.
	 * @param look looks, and returns in how many nanoseconds to look again
	 */
	void start(LongSupplier look);

	/**
	 * Have something done on the thread and wait for its result, but not for ever.
	 * @param what what is to be done, in words
	 * @param task does it
	 * @return the result
	 */
	<T> T call(String what, Callable<T> task);

	/**
	 * Return whether the caller is on the thread. What belongs to it asserts that.
	 */
	boolean inEventLoop();

	/**
	 * Do nothing more.
	 */
	void close();

}
