package dev.daemonspring.rpc;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A count of the bytes of all messages that are being answered and of all answers that
 * their callers have not read yet. A message that would exceed the maximum is refused,
 * unless nothing else is in flight. Thread-safe.
 */
final class BytesInFlight {

	/**
	 * The factor by which a message may grow in memory while it is answered, as a tree of
	 * values.
	 */
	static final int WEIGHT = 16;

	private final long max;

	private final AtomicLong bytes = new AtomicLong();

	BytesInFlight(long max) {
		this.max = max;
	}

	/**
	 * Count a message, if there is room for it.
	 * @return whether there is room for it
	 */
	boolean enter(int length) {
		long weight = (long) WEIGHT * length;
		while (true) {
			long before = this.bytes.get();
			if (before != 0 && before + weight > this.max) {
				return false;
			}
			if (this.bytes.compareAndSet(before, before + weight)) {
				return true;
			}
		}
	}

	void leave(int length) {
		remove((long) WEIGHT * length);
	}

	void add(long count) {
		this.bytes.addAndGet(count);
	}

	void remove(long count) {
		this.bytes.addAndGet(-count);
	}

	long count() {
		return this.bytes.get();
	}

}
