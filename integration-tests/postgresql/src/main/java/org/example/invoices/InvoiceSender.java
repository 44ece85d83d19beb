package org.example.invoices;

import org.springframework.transaction.annotation.Transactional;

import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerLoop;

/**
 * Sends what was not sent yet.
 */
@Worker(name = "sender", looptime = 1, forever = true)
class InvoiceSender implements WorkerLoop {

	private final InvoiceRepository invoices;

	InvoiceSender(InvoiceRepository invoices) {
		this.invoices = invoices;
	}

	@Override
	@Transactional
	public void loop() {
		this.invoices.findBySentFalse().forEach(Invoice::send);
	}

}
