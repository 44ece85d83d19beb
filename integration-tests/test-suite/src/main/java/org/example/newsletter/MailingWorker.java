package org.example.newsletter;

import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerCommand;
import dev.daemonspring.worker.WorkerLoop;

/**
 * Sends a mail every hour.
 */
@Worker(name = "mailing", looptime = 3600, forever = true)
class MailingWorker implements WorkerLoop {

	private final MailSender mailSender;

	private int sent;

	MailingWorker(MailSender mailSender) {
		this.mailSender = mailSender;
	}

	@Override
	public void loop() {
		this.mailSender.send();
		this.sent++;
	}

	@WorkerCommand("sent")
	int sent() {
		return this.sent;
	}

}
