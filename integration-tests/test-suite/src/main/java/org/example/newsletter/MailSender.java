package org.example.newsletter;

/**
 * Sends mail.
 */
interface MailSender {

	void send();

}
