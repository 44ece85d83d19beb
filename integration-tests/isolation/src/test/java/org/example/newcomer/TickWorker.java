package org.example.newcomer;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerLoop;

@Worker(name = "tick", looptime = 100, timeUnit = TimeUnit.MILLISECONDS, forever = true)
class TickWorker implements WorkerLoop {

	@Override
	public void spinup() {
		System.out.println("tick spins up in " + ProcessHandle.current().pid());
	}

	@Override
	public void loop() throws IOException {
		Crash.onDemand("tick");
	}

	@Override
	public void spindown() {
		System.out.println("tick spins down in " + ProcessHandle.current().pid());
	}

}
