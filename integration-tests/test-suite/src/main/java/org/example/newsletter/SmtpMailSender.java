package org.example.newsletter;

import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.stereotype.Component;

/**
 * Would really send mail, which no test is to do.
 */
@Component
class SmtpMailSender implements MailSender {

	static final AtomicInteger created = new AtomicInteger();

	SmtpMailSender() {
		created.incrementAndGet();
	}

	@Override
	public void send() {
		throw new IllegalStateException("A mail was really sent");
	}

}
