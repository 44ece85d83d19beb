package org.example.vault;

import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerLoop;

/**
 * Walks around.
 */
@Worker(looptime = 1, forever = true)
class Watchman implements WorkerLoop {

	@Override
	public void loop() {
	}

}
