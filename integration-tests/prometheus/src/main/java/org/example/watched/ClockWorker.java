package org.example.watched;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerLoop;

/**
 * Does what a clock does.
 */
@Worker(name = "clock", forever = true)
class ClockWorker implements WorkerLoop {

	private static final Logger logger = LoggerFactory.getLogger(ClockWorker.class);

	@Override
	public void loop() {
		logger.debug("tick of process {}", ProcessHandle.current().pid());
	}

}
