package org.example.newcomer;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;

import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerLoop;

@Worker(name = "broken", forever = true)
@ConditionalOnBooleanProperty("newcomer.broken")
class BrokenWorker implements WorkerLoop {

	BrokenWorker() {
		throw new IllegalArgumentException("Port 99999 of the database is wrong");
	}

	@Override
	public void loop() {
	}

}
