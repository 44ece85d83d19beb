package dev.daemonspring.policy;

/**
 * How many instances of a worker are configured, and how many there can be.
 *
 * @param configured how many start with the daemon, 1 or more
 * @param most how many there can be at the same time, as many or more
 */
public record InstanceCounts(int configured, int most) {

	/**
	 * The largest number that can be configured: an index has three digits at most.
	 */
	public static final int LIMIT = 999;

	/**
	 * A worker that is always alone.
	 */
	public static final InstanceCounts ONE = new InstanceCounts(1, 1);

	/**
	 * Return whether there can be more than one instance, so that each has an index.
	 * @return whether instances have indices
	 */
	public boolean areIndexed() {
		return this.most > 1;
	}

}
