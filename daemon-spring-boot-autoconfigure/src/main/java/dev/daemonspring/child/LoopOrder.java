package dev.daemonspring.child;

import org.jspecify.annotations.Nullable;

/**
 * What the loop of a worker is to do next.
 */
enum LoopOrder {

	/**
	 * Iterate when the next iteration is due.
	 */
	LOOP(null),

	/**
	 * Wait for another order.
	 */
	PAUSE(null),

	/**
	 * End, because an operator or the worker itself has asked for it.
	 */
	STOP(WorkerEnding.STOPPED),

	/**
	 * End, because the process is ending.
	 */
	END(WorkerEnding.ENDED),

	/**
	 * End and be replaced, because the maximum number of iterations has been reached.
	 */
	REPLACE(WorkerEnding.LIMIT_REACHED);

	private final @Nullable WorkerEnding ending;

	LoopOrder(@Nullable WorkerEnding ending) {
		this.ending = ending;
	}

	/**
	 * Return how the worker ends on this order.
	 * @return how it ends, or {@code null} if it goes on
	 */
	@Nullable WorkerEnding ending() {
		return this.ending;
	}

}
