package org.example.newcomer;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerLoop;

@Worker(value = "fragile", looptime = 100, timeUnit = TimeUnit.MILLISECONDS)
class FragileWorker implements WorkerLoop {

	@Override
	public void loop() throws IOException {
		Crash.onDemand("fragile");
	}

}
