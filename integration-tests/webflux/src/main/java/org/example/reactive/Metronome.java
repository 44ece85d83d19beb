package org.example.reactive;

import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerCommand;
import dev.daemonspring.worker.WorkerLoop;

/**
 * Beats, and tells how often.
 */
@Worker(looptime = 1, forever = true)
class Metronome implements WorkerLoop {

	private int beats;

	@Override
	public void loop() {
		this.beats++;
	}

	@WorkerCommand("beats")
	int beats() {
		return this.beats;
	}

}
