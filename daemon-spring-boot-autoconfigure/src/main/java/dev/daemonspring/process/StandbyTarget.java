package dev.daemonspring.process;

/**
 * Tells how many processes shall wait in a pool. Belongs to the supervisor's thread.
 */
public interface StandbyTarget {

	/**
	 * Return how many processes shall wait.
	 * @param now the current time in nanoseconds
	 * @return the number, 0 or more
	 */
	int count(long now);

	/**
	 * Note that a tenant needs another process in the place of one that it had.
	 * @param now the current time in nanoseconds
	 */
	default void needed(long now) {
	}

	/**
	 * Return a target that is always the same.
	 * @param count how many processes shall wait
	 * @return the target
	 */
	static StandbyTarget fixed(int count) {
		return (now) -> count;
	}

}
