package dev.daemonspring.child;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * A clock that a test moves by hand.
 */
final class DrivenClock implements LoopClock {

	private volatile long nanos;

	private volatile long millis;

	DrivenClock(String time) {
		this.millis = Instant.parse(time).toEpochMilli();
	}

	/**
	 * Let time pass, by both clocks.
	 */
	void pass(Duration time) {
		this.nanos += time.toNanos();
		this.millis += time.toMillis();
	}

	/**
	 * Set the clock on the wall, or let the machine sleep.
	 */
	void set(String time) {
		this.millis = Instant.parse(time).toEpochMilli();
	}

	@Override
	public long nanoTime() {
		return this.nanos;
	}

	@Override
	public long currentTimeMillis() {
		return this.millis;
	}

	@Override
	public void park(Object blocker, long nanos) {
		LockSupport.park(blocker);
	}

	@Override
	public void unpark(@Nullable Thread thread) {
		LockSupport.unpark(thread);
	}

}
