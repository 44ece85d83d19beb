package dev.daemonspring.region;

/**
 * A command is larger than the mailbox's cells.
 */
public class CommandTooLargeException extends RuntimeException {

	CommandTooLargeException(String message) {
		super(message);
	}

}
