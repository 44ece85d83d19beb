package dev.daemonspring.metrics;

/**
 * A count that never falls, made of one that may start again. Thread-safe.
 */
final class MonotonicCount {

	private double base;

	private double last;

	/**
	 * Note what the count is.
	 * @param value the value that was read
	 * @param trusted whether it can be trusted; if not, the last one holds
	 * @return the value to report
	 */
	synchronized double update(double value, boolean trusted) {
		if (trusted) {
			if (value < this.last) {
				this.base += this.last;
			}
			this.last = value;
		}
		return this.base + this.last;
	}

}
