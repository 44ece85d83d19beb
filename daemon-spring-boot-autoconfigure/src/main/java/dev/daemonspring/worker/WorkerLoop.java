package dev.daemonspring.worker;

/**
 * The work of a worker. All three methods, and the methods annotated
 * {@link WorkerCommand} unless they say otherwise, are called on one and the same thread
 * of the worker process, so that a worker needs no synchronization of its own.
 *
 * @since 0.1.0
 * @see Worker
 */
@FunctionalInterface
public interface WorkerLoop {

	/**
	 * Prepares the worker: called once in the life of a process, before the first
	 * iteration.
	 * @throws Exception to go down: the process ends, and the worker's {@code forever}
	 * switch decides what follows
	 */
	default void spinup() throws Exception {
	}

	/**
	 * Does the work of one iteration.
	 * @throws Exception to go down: the process ends, and the worker's {@code forever}
	 * switch decides what follows
	 */
	void loop() throws Exception;

	/**
	 * Cleans up: called exactly once on every controlled end (a stop, a restart, the
	 * shutdown or the death of the daemon), after the running iteration. Not called after
	 * a crash.
	 * @throws Exception to be logged; the process ends all the same
	 */
	default void spindown() throws Exception {
	}

}
