package org.example.war;

import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerCommand;
import dev.daemonspring.worker.WorkerLoop;

/**
 * Sinks when it is told to, and takes the application with it.
 */
@Worker(looptime = 1)
class Raft implements WorkerLoop {

	private boolean leaking;

	@Override
	public void loop() {
		if (this.leaking) {
			throw new IllegalStateException("The raft has sunk");
		}
	}

	@WorkerCommand("leak")
	boolean leak() {
		this.leaking = true;
		return true;
	}

}
