package dev.daemonspring.region;

/**
 * The answer of a worker process to a command.
 *
 * @param status a code that only the upper layers interpret, or {@link #DAMAGED}
 * @param body the result, at most as large as a mailbox cell
 */
public record Answer(int status, byte[] body) {

	/**
	 * The status if the answer or its command was found corrupted in the region.
	 */
	public static final int DAMAGED = -1;

}
