package dev.daemonspring.policy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The recent restarts of a worker. Immutable.
 *
 * @param consecutive how many restarts there were in a row, since the worker was last
 * healthy for long enough
 * @param times the times of the latest restarts, at most 1000, in nanoseconds, the oldest
 * first
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
	 * Reset the number of restarts in a row, but keep the times: those of a worker that
	 * flaps slowly still count.
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
