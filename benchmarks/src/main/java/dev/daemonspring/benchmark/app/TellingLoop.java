package dev.daemonspring.benchmark.app;

import java.io.IOException;

import dev.daemonspring.worker.WorkerContext;
import dev.daemonspring.worker.WorkerLoop;

/**
 * The worker: does nothing but tell so.
 */
class TellingLoop implements WorkerLoop {

	private final Beacon beacon;

	private final WorkerContext context;

	TellingLoop(BenchmarkProperties properties, WorkerContext context) {
		// One for each worker, though several may share a process
		this.beacon = new Beacon(properties);
		this.context = context;
	}

	@Override
	public void loop() throws IOException {
		this.beacon.looping(this.context.name());
	}

}
