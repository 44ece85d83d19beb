package org.example.contained;

import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerLoop;

/**
 * Does nothing that could do harm.
 */
@Worker(name = "calm", looptime = 1, forever = true)
class CalmWorker implements WorkerLoop {

	@Override
	public void loop() {
	}

	@Override
	public void spindown() {
		System.out.println("The calm worker has spun down");
	}

}
