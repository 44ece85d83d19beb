package dev.daemonspring.supervisor;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.process.EventLoop;
import dev.daemonspring.region.DaemonSlot;
import dev.daemonspring.region.WantedState;
import dev.daemonspring.worker.WorkerState;

/**
 * What is wanted of a worker, and what its process was ordered to do: two things, because
 * a process that ends does not hear what is meant for the next one. Changed on the
 * supervisor's thread only; any may read what is wanted.
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
	 * Write an order into the slot, where the process sees it when it is woken.
	 */
	void issue(WantedState ordered) {
		assert this.thread.inEventLoop();
		this.slot.wanted(ordered);
	}

	/**
	 * A worker that paused itself stays paused, also in its next process; nothing that it
	 * does by itself overrides an operator's stop.
	 */
	void adoptSelfPause() {
		assert this.thread.inEventLoop();
		if (this.wanted == WantedState.LOOPING && this.slot.pausedItself()) {
			this.wanted = WantedState.PAUSED;
		}
	}

	/**
	 * Return whether a process that says that it is in a state follows its order.
	 */
	boolean isFollowedBy(@Nullable WorkerState said) {
		return switch (this.slot.wanted()) {
			case LOOPING -> said != WorkerState.PAUSED || this.slot.pausedItself();
			case PAUSED -> said != WorkerState.LOOPING;
			case STOPPED -> said != WorkerState.LOOPING && said != WorkerState.PAUSED;
		};
	}

}
