package org.example.isolation.app;

import org.example.isolation.Ledger;

import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerLoop;

@Worker(name = "plain", looptime = 3600, forever = true)
class PlainWorker implements WorkerLoop {

	@Override
	public void loop() {
		Ledger.write("plain-loop");
	}

	@Override
	public void spindown() {
		Ledger.write("plain-spindown");
	}

}
