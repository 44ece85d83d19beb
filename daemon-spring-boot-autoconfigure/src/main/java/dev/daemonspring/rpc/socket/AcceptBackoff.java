package dev.daemonspring.rpc.socket;

/**
 * How long to wait after a connection could not be taken: when the process has no
 * descriptor left, asking again at once would only burn the processor. To be used by one
 * thread.
 */
final class AcceptBackoff {

	private static final long FIRST_MILLIS = 10;

	private static final long LONGEST_MILLIS = 1000;

	private long next = FIRST_MILLIS;

	/**
	 * No connection could be taken.
	 * @return how many milliseconds to wait
	 */
	long failed() {
		long delay = this.next;
		this.next = Math.min(2 * delay, LONGEST_MILLIS);
		return delay;
	}

	/**
	 * A connection was taken.
	 */
	void succeeded() {
		this.next = FIRST_MILLIS;
	}

}
