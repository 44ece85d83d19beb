package dev.daemonspring.policy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The restarts of a worker since its last good health, as far as they matter. Immutable.
 *
 * @param consecutive how many restarts there were in a row
 * @param times when the latest of them were, in nanoseconds, the oldest first
 */
record RestartHistory(int consecutive, List<Long> times) {

	static final RestartHistory NONE = new RestartHistory(0, List.of());

	private static final int REMEMBERED = 1000;

	RestartHistory restartedAt(long now) {
		Deque<Long> latest = new ArrayDeque<>(this.times);
		latest.addLast(now);
		if (latest.size() > REMEMBERED) {
			latest.removeFirst();
		}
		return new RestartHistory(this.consecutive + 1, List.copyOf(latest));
	}

	/**
	 * Forget the row, not the times: a worker that flaps slowly still counts its
	 * restarts.
	 */
	RestartHistory reset() {
		return new RestartHistory(0, this.times);
	}

	long countSince(long start) {
		long count = 0;
		for (long time : this.times) {
			count += (time - start >= 0) ? 1 : 0;
		}
		return count;
	}

}
