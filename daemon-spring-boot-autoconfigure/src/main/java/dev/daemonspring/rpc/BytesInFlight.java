package dev.daemonspring.rpc;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the bytes of all messages that are being answered, and of the answers that their
 * callers have not taken yet. A message is refused when there are too many, unless it is
 * alone. Thread-safe.
 */
final class BytesInFlight {

	/**
	 * How many times its bytes a message may take while it is answered, as a tree of
	 * values.
	 */
	static final int WEIGHT = 16;

	private final long max;

	private final AtomicLong bytes = new AtomicLong();

	BytesInFlight(long max) {
		this.max = max;
	}

	/**
	 * Take in a message.
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
