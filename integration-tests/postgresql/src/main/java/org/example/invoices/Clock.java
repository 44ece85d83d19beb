package org.example.invoices;

import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerLoop;

/**
 * Needs no database.
 */
@Worker(name = "clock", looptime = 1, forever = true)
class Clock implements WorkerLoop {

	@Override
	public void loop() {
	}

}
