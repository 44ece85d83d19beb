package dev.daemonspring.supervisor;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.process.EventLoop;
import dev.daemonspring.region.DaemonSlot;
import dev.daemonspring.region.WantedState;
import dev.daemonspring.worker.WorkerState;

/**
 * The orders for a worker: what is wanted of it, and what its process was ordered to do.
 * The two differ, because a process that is ending does not receive what is meant for the
 * next one. Changed on the supervisor's thread only; any thread may read what is wanted.
 */
final class WorkerOrders {

	private final DaemonSlot slot;

	private final EventLoop thread;

	private volatile WantedState wanted = WantedState.LOOPING;

	WorkerOrders(DaemonSlot slot, EventLoop thread) {
		this.slot = slot;
		this.thread = thread;
	}

	WantedState wanted() {
		return this.wanted;
	}

	void want(WantedState wanted) {
		assert this.thread.inEventLoop();
		this.wanted = wanted;
	}

	/**
	 * Forget a pause of a worker that is done: it was for the iteration that is over.
	 */
	void keptDown(WorkerState state) {
		assert this.thread.inEventLoop();
		if (state == WorkerState.DONE) {
			this.wanted = WantedState.LOOPING;
		}
	}

	/**
	 * Write an order into the slot, where the process sees it when it is woken.
	 */
	void issue(WantedState ordered) {
		assert this.thread.inEventLoop();
		this.slot.wanted(ordered);
	}

	/**
	 * Keep a worker that paused itself paused in its next process, too. Nothing that a
	 * worker does by itself overrides an operator's stop.
	 */
	void adoptSelfPause() {
		assert this.thread.inEventLoop();
		if (this.wanted == WantedState.LOOPING && this.slot.pausedItself()) {
			this.wanted = WantedState.PAUSED;
		}
	}

	/**
	 * Return whether a process that reports the given state follows its order.
	 */
	boolean isFollowedBy(@Nullable WorkerState said) {
		return switch (this.slot.wanted()) {
			case LOOPING -> said != WorkerState.PAUSED || this.slot.pausedItself();
			case PAUSED -> said != WorkerState.LOOPING;
			case STOPPED -> said != WorkerState.LOOPING && said != WorkerState.PAUSED;
		};
	}

}
