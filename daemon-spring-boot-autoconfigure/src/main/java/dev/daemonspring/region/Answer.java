package dev.daemonspring.region;

/**
 * What a worker process said to a command.
 *
 * @param status a number that only the upper layers understand, or {@link #DAMAGED}
 * @param body the result, at most as long as a cell of the mailbox
 */
public record Answer(int status, byte[] body) {

	/**
	 * The status when the answer, or the command, was damaged in the region.
	 */
	public static final int DAMAGED = -1;

}
