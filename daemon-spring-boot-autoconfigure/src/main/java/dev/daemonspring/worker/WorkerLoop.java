package dev.daemonspring.worker;

/**
 * The work of a worker. All three methods, and the methods annotated
 * {@link WorkerCommand @WorkerCommand} that are not concurrent, are called on the same
 * thread of the worker process, so a worker needs no synchronization of its own.
 *
 * @since 0.1.0
 * @see Worker
 */
@FunctionalInterface
public interface WorkerLoop {

	/**
	 * Prepare the worker. Called once at each start of the worker, before the first
	 * iteration.
	 * @throws Exception if the worker can't start: it goes down, and its {@code forever}
	 * switch decides what follows
	 */
	default void spinup() throws Exception {
	}

	/**
	 * Do the work of one iteration.
	 * @throws Exception if the worker can't continue: it goes down, and its
	 * {@code forever} switch decides what follows
	 */
	void loop() throws Exception;

	/**
	 * Clean up. Called exactly once on every controlled end of a worker that has spun up
	 * (a stop, a restart, a limit that was reached, the shutdown or the death of the
	 * daemon), after the running iteration. Not called after a crash.
	 * @throws Exception if cleaning up fails; the exception is logged, and the worker
	 * ends all the same
	 */
	default void spindown() throws Exception {
	}

}
