package dev.daemonspring.child;

import dev.daemonspring.region.WantedState;
import dev.daemonspring.region.WorkerSlot;

/**
 * All that is ordered of a worker's loop: by the daemon, by the process that ends, by the
 * worker itself, and by its limit. The order that weighs most counts. Thread-safe; who
 * gives an order wakes the loop afterwards.
 */
final class LoopOrders {

	private static final long NEVER = -1;

	private final WorkerSlot slot;

	private final long maxIterations;

	private volatile boolean endRequested;

	private volatile boolean stopRequested;

	private volatile long pausedAtOrder = NEVER;

	/**
	 * Create the orders of a worker.
	 * @param slot where the daemon puts its orders
	 * @param maxIterations after how many iterations the worker is replaced, 0 for never
	 */
	LoopOrders(WorkerSlot slot, long maxIterations) {
		this.slot = slot;
		this.maxIterations = maxIterations;
	}

	/**
	 * Have the worker end because its process has to.
	 */
	void end() {
		this.endRequested = true;
	}

	/**
	 * Have the worker stop on its own request.
	 */
	void stop() {
		this.stopRequested = true;
	}

	/**
	 * Have the worker pause on its own request, until the daemon orders something.
	 */
	void pause() {
		long order = this.slot.wantedSequence();
		this.slot.pausedItself(order);
		this.pausedAtOrder = order;
	}

	/**
	 * Return what the loop is to do next.
	 * @param iterations how many iterations it has done
	 */
	LoopOrder next(long iterations) {
		if (this.endRequested) {
			return LoopOrder.END;
		}
		WantedState wanted = this.slot.wanted();
		if (this.stopRequested || wanted == WantedState.STOPPED) {
			return LoopOrder.STOP;
		}
		if (this.maxIterations > 0 && iterations >= this.maxIterations) {
			return LoopOrder.BE_REPLACED;
		}
		boolean pausedItself = this.pausedAtOrder == this.slot.wantedSequence();
		return (pausedItself || wanted == WantedState.PAUSED) ? LoopOrder.PAUSE : LoopOrder.LOOP;
	}

}
