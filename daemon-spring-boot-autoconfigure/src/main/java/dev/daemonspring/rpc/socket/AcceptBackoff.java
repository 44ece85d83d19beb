package dev.daemonspring.rpc.socket;

/**
 * The back-off after a connection could not be accepted. When the process has no file
 * descriptors left, trying again at once would only waste processor time. Not
 * thread-safe.
 */
final class AcceptBackoff {

	private static final long FIRST_MILLIS = 10;

	private static final long LONGEST_MILLIS = 1000;

	private long next = FIRST_MILLIS;

	/**
	 * Record that no connection could be accepted.
	 * @return the time to wait in milliseconds
	 */
	long failed() {
		long delay = this.next;
		this.next = Math.min(2 * delay, LONGEST_MILLIS);
		return delay;
	}

	/**
	 * Record that a connection was accepted.
	 */
	void succeeded() {
		this.next = FIRST_MILLIS;
	}

}
