package dev.daemonspring.region;

/**
 * As many commands wait for a worker as its mailbox has cells.
 */
public class MailboxFullException extends RuntimeException {

	MailboxFullException(String message) {
		super(message);
	}

}
