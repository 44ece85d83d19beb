package dev.daemonspring.worker;

/**
 * A listener to the iterations of a worker. Beans of this type are called around every
 * iteration, in the worker process, on the loop's own thread. An exception that a
 * listener throws counts as one that the loop threw.
 *
 * @since 0.1.0
 */
public interface WorkerLoopListener {

	/**
	 * Called before each iteration.
	 * @param context the worker's context
	 */
	default void beforeLoop(WorkerContext context) {
	}

	/**
	 * Called after each iteration that ended normally.
	 * @param context the worker's context
	 */
	default void afterLoop(WorkerContext context) {
	}

	/**
	 * Called after an iteration, or another method of a listener, has thrown, before the
	 * worker goes down.
	 * @param context the worker's context
	 * @param failure the exception that was thrown
	 */
	default void loopFailed(WorkerContext context, Throwable failure) {
	}

}
