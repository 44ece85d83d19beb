package org.example.aot;

import dev.daemonspring.worker.WorkerCommand;
import dev.daemonspring.worker.WorkerLoop;

/**
 * Comes and goes.
 */
class Tide implements WorkerLoop {

	private final Moon moon;

	private int times;

	Tide(Moon moon) {
		this.moon = moon;
	}

	@Override
	public void loop() {
		this.times++;
	}

	@WorkerCommand("times")
	int times() {
		return this.times;
	}

	@WorkerCommand("moon")
	String moon() {
		return this.moon.seenFrom();
	}

}
