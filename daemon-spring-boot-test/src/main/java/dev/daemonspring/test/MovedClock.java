package dev.daemonspring.test;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.child.LoopClock;

/**
 * A clock that stands still, whatever the workers do, until a test moves it. It begins
 * with the time of the machine. Thread-safe.
 */
class MovedClock implements LoopClock {

	private final Map<Thread, Long> waiting = new HashMap<>();

	private final Set<Thread> woken = Collections.newSetFromMap(new WeakHashMap<>());

	private long nanos;

	private long millisAtZero = System.currentTimeMillis();

	@Override
	public synchronized long nanoTime() {
		return this.nanos;
	}

	@Override
	public synchronized long currentTimeMillis() {
		return this.millisAtZero + TimeUnit.NANOSECONDS.toMillis(this.nanos);
	}

	@Override
	public synchronized void park(Object blocker, long nanos) {
		Thread thread = Thread.currentThread();
		if (this.woken.remove(thread)) {
			return;
		}
		this.waiting.put(thread, (nanos == FOREVER) ? FOREVER : this.nanos + nanos);
		notifyAll();
		try {
			while (this.waiting.containsKey(thread)) {
				wait();
			}
		}
		catch (InterruptedException ex) {
			this.waiting.remove(thread);
			thread.interrupt();
		}
	}

	/**
	 * From here on the thread does not count as one that waits, so that what it was woken
	 * for is done before time goes on.
	 */
	@Override
	public synchronized void unpark(@Nullable Thread thread) {
		if (thread != null && this.waiting.remove(thread) == null) {
			this.woken.add(thread);
		}
		notifyAll();
	}

	/**
	 * Set the clock on the wall, and have everybody who waits look at it.
	 */
	synchronized void set(Instant time) {
		this.millisAtZero = time.toEpochMilli() - TimeUnit.NANOSECONDS.toMillis(this.nanos);
		this.waiting.clear();
		notifyAll();
	}

	/**
	 * Move to the next moment at which a wait is over, but no further than to an end.
	 * @param end the end, by {@link #nanoTime()}
	 * @return whether a wait is over
	 */
	synchronized boolean step(long end) {
		long next = this.waiting.values().stream().mapToLong(Long::longValue).min().orElse(FOREVER);
		this.nanos = Math.max(this.nanos, Math.min(next, end));
		this.waiting.values().removeIf((time) -> time <= this.nanos);
		notifyAll();
		return next <= end;
	}

	/**
	 * Wait until as many threads as given wait for this clock.
	 * @param limit how long to wait
	 * @return whether they do
	 */
	synchronized boolean awaitWaiting(int threads, Duration limit) throws InterruptedException {
		if (this.waiting.size() < threads) {
			wait(limit.toMillis());
		}
		return this.waiting.size() >= threads;
	}

}
