package dev.daemonspring.child;

import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.region.WorkerSlot;

/**
 * Where the thread of a worker's loop waits. Whoever wakes it before it waits is not
 * missed. An interrupt wakes it, too, and is forgotten. {@link #wake()} may be called on
 * any thread, the others on the loop's.
 */
final class LoopPark {

	private final WorkerSlot slot;

	private volatile @Nullable Thread thread;

	LoopPark(WorkerSlot slot) {
		this.slot = slot;
	}

	/**
	 * Note that the current thread is the loop's.
	 */
	void enter() {
		this.thread = Thread.currentThread();
	}

	/**
	 * Wait until somebody wakes the loop.
	 */
	void await() {
		Thread.interrupted();
		LockSupport.park(this);
		this.slot.progress();
	}

	/**
	 * Wait until somebody wakes the loop, or a time is over.
	 */
	void await(long nanos) {
		Thread.interrupted();
		LockSupport.parkNanos(this, nanos);
		this.slot.progress();
	}

	void wake() {
		LockSupport.unpark(this.thread);
	}

}
