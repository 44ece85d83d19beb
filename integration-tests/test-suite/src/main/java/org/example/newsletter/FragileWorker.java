package org.example.newsletter;

import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerLoop;

/**
 * Fails at once, and is not forever.
 */
@Worker(name = "fragile")
class FragileWorker implements WorkerLoop {

	@Override
	public void loop() {
		throw new IllegalStateException("The fragile worker broke");
	}

}
