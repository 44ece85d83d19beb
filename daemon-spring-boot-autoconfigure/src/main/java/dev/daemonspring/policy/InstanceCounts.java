package dev.daemonspring.policy;

/**
 * How many instances of a worker are configured, and how many there can be.
 *
 * @param configured how many start with the daemon, 1 or more
 * @param most how many there can be at the same time, as many or more
 * @param scaling within which limits a scaler may scale the worker
 */
public record InstanceCounts(int configured, int most, ScaleLimits scaling) {

	/**
	 * The largest number that can be configured: an index has three digits at most.
	 */
	public static final int LIMIT = 999;

	/**
	 * A worker that is always alone.
	 */
	public static final InstanceCounts ONE = new InstanceCounts(1, 1);

	/**
	 * Create counts of a worker that a scaler may scale as far as an operator.
	 * @param configured how many start with the daemon
	 * @param most how many there can be
	 */
	public InstanceCounts(int configured, int most) {
		this(configured, most, new ScaleLimits(1, most, ScaleLimits.DEFAULT_COOL_DOWN));
	}

	/**
	 * Return whether there can be more than one instance, so that each has an index.
	 * @return whether instances have indices
	 */
	public boolean areIndexed() {
		return this.most > 1;
	}

}
