package org.example.logs;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.daemonspring.worker.WorkerContext;
import dev.daemonspring.worker.WorkerLoop;

/**
 * Logs two thousand lines and rests.
 */
class Chatter implements WorkerLoop {

	private static final Logger logger = LoggerFactory.getLogger(Chatter.class);

	private static final int LINES = 2000;

	private final WorkerContext context;

	Chatter(WorkerContext context) {
		this.context = context;
	}

	@Override
	public void loop() {
		long line = this.context.iterations();
		logger.info("line {} of {} in {}", line, this.context.name(), ProcessHandle.current().pid());
		if (line == LINES - 1) {
			this.context.pause();
		}
	}

}
