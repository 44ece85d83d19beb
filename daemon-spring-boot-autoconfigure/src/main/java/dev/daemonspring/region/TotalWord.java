package dev.daemonspring.region;

/**
 * The word by which the daemon tells the process of an instance how many instances its
 * worker has. While it says that the loop is held, no iteration may begin: another
 * instance may still work with another total. Zero stands for one instance that is not
 * held.
 */
public final class TotalWord {

	private static final int EPOCH_SHIFT = 16;

	private static final int TOTAL_MASK = 0x7FFF;

	private TotalWord() {
	}

	/**
	 * Return a word.
	 * @param epoch counts the changes of the total
	 * @param total how many instances there are
	 * @param held whether no iteration may begin
	 * @return the word
	 */
	public static long of(long epoch, int total, boolean held) {
		return (epoch << EPOCH_SHIFT) | ((long) total << 1) | (held ? 1 : 0);
	}

	/**
	 * Return the number of the change that a word belongs to.
	 * @param word the word
	 * @return the epoch
	 */
	public static long epoch(long word) {
		return word >>> EPOCH_SHIFT;
	}

	/**
	 * Return how many instances there are, or will be once the loop is not held.
	 * @param word the word
	 * @return the total, 1 or more
	 */
	public static int total(long word) {
		return Math.max((int) (word >>> 1) & TOTAL_MASK, 1);
	}

	/**
	 * Return whether no iteration may begin.
	 * @param word the word
	 * @return whether the loop is held
	 */
	public static boolean isHeld(long word) {
		return (word & 1) != 0;
	}

}
