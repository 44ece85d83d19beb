package dev.daemonspring.worker;

import java.time.Duration;

/**
 * What a worker may ask of the process it lives in. To be injected into the worker or
 * into what it depends on; there is none in the daemon. Thread-safe.
 *
 * @since 0.1.0
 */
public interface WorkerContext {

	/**
	 * Return the worker's name.
	 * @return the name
	 */
	String name();

	/**
	 * Return the time from the start of one iteration to the start of the next.
	 * @return the looptime
	 */
	Duration looptime();

	/**
	 * Return the number of iterations that this process has finished.
	 * @return the number of iterations
	 */
	long iterations();

	/**
	 * Return the state of the worker.
	 * @return the state
	 */
	WorkerState state();

	/**
	 * Ask to be paused. Takes effect at the end of the running iteration and holds until
	 * an operator resumes the worker, also over a restart.
	 */
	void pause();

	/**
	 * Ask to be stopped. Takes effect at the end of the running iteration: the worker
	 * spins down, its process ends, and it stays {@link WorkerState#STOPPED} until an
	 * operator starts it.
	 */
	void stop();

	/**
	 * Say, from within a long iteration, that the worker is alive. Puts off the worker's
	 * {@code stall-timeout}; costs next to nothing.
	 */
	void progress();

}
