package dev.daemonspring.child;

import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.region.WorkerSlot;

/**
 * Parks the thread of a worker's loop. A wake-up that comes before the wait is not lost.
 * An interrupt also wakes the thread, and is then cleared. {@link #wake()} may be called
 * on any thread, the other methods only on the loop's.
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
	 * Wait until the loop is woken.
	 */
	void await() {
		Thread.interrupted();
		LockSupport.park(this);
		this.slot.progress();
	}

	/**
	 * Wait until the loop is woken or the time is over.
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
