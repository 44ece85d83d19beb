package org.example.plain;

import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerCommand;
import dev.daemonspring.worker.WorkerLoop;

/**
 * Beats, and tells how often and in which process.
 */
@Worker(looptime = 1, forever = true)
class Metronome implements WorkerLoop {

	private int beats;

	@Override
	public void loop() {
		this.beats++;
	}

	@Override
	public void spindown() {
		System.out.println("The metronome is put away");
	}

	@WorkerCommand("beats")
	int beats() {
		return this.beats;
	}

}
