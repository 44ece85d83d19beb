package dev.daemonspring.child;

import dev.daemonspring.region.WantedState;
import dev.daemonspring.region.WorkerSlot;

/**
 * All orders to a worker's loop: from the daemon, from the ending process, from the
 * worker itself, and from its limit on iterations. The one with the highest precedence
 * applies. Thread-safe; whoever gives an order wakes the loop afterwards.
 */
final class LoopOrders {

	private static final long NEVER = -1;

	private final WorkerSlot slot;

	private final long maxIterations;

	private final boolean leased;

	private volatile boolean endRequested;

	private volatile boolean stopRequested;

	private volatile long pausedAtOrder = NEVER;

	/**
	 * Create the orders of a worker.
	 * @param slot the slot that holds the daemon's orders
	 * @param maxIterations after how many iterations the worker is replaced, unless it is
	 * retained, 0 for never
	 */
	LoopOrders(WorkerSlot slot, long maxIterations) {
		this(slot, maxIterations, false);
	}

	/**
	 * Create the orders of a worker.
	 * @param slot the slot that holds the daemon's orders
	 * @param maxIterations after how many iterations the worker is replaced, 0 for never
	 * @param leased whether no iteration begins after the end of the lease in the slot
	 */
	LoopOrders(WorkerSlot slot, long maxIterations, boolean leased) {
		this.slot = slot;
		this.maxIterations = maxIterations;
		this.leased = leased;
	}

	/**
	 * Order the worker to end because its process is ending.
	 */
	void end() {
		this.endRequested = true;
	}

	/**
	 * Order the worker to stop, at its own request.
	 */
	void stop() {
		this.stopRequested = true;
	}

	/**
	 * Order the worker to pause, at its own request, until the daemon gives another
	 * order.
	 */
	void pause() {
		long order = this.slot.wantedSequence();
		this.slot.pausedItself(order);
		this.pausedAtOrder = order;
	}

	/**
	 * Take over what the worker ordered itself before it was assigned.
	 */
	void adopt(LoopOrders before) {
		if (before.stopRequested) {
			stop();
		}
		if (before.pausedAtOrder != NEVER) {
			pause();
		}
	}

	/**
	 * Return what the loop is to do next.
	 * @param iterations the number of iterations so far
	 */
	LoopOrder next(long iterations) {
		// A process that was frozen wakes up here as often as in its guard
		if (this.endRequested || (this.leased && LeaseGuard.isOver(this.slot))) {
			return LoopOrder.END;
		}
		WantedState wanted = this.slot.wanted();
		if (this.stopRequested || wanted == WantedState.STOPPED) {
			return LoopOrder.STOP;
		}
		if (this.maxIterations > 0 && iterations >= this.maxIterations && !this.slot.isRetained()) {
			return LoopOrder.REPLACE;
		}
		boolean pausedItself = this.pausedAtOrder == this.slot.wantedSequence();
		return (pausedItself || wanted == WantedState.PAUSED) ? LoopOrder.PAUSE : LoopOrder.LOOP;
	}

}
