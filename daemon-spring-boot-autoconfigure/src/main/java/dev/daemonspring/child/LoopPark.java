package dev.daemonspring.child;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.region.WorkerSlot;

/**
 * Parks the thread of a worker's loop. A wake-up that comes before the wait is not lost.
 * An interrupt also wakes the thread, and is then cleared. {@link #wake()} may be called
 * on any thread, the other methods only on the loop's.
 */
final class LoopPark {

	private final WorkerSlot slot;

	private final LoopClock clock;

	private volatile @Nullable Thread thread;

	LoopPark(WorkerSlot slot) {
		this(slot, LoopClock.SYSTEM);
	}

	LoopPark(WorkerSlot slot, LoopClock clock) {
		this.slot = slot;
		this.clock = clock;
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
		await(LoopClock.FOREVER);
	}

	/**
	 * Wait until the loop is woken or the time is over.
	 */
	void await(long nanos) {
		Thread.interrupted();
		this.clock.park(this, nanos);
		this.slot.progress();
	}

	/**
	 * Return the current time, by the clock that waits.
	 */
	long now() {
		return this.clock.nanoTime();
	}

	void wake() {
		this.clock.unpark(this.thread);
	}

}
