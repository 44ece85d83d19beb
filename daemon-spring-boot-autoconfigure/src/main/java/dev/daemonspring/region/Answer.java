package dev.daemonspring.region;

/**
 * What a worker answered to a command.
 *
 * @param status how the command came out, in the terms of those who use the mailbox;
 * {@code -1} when the answer is unreadable
 * @param body the answer
 */
public record Answer(int status, byte[] body) {

	static final int UNREADABLE = -1;

}
