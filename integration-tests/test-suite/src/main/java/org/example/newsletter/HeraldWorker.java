package org.example.newsletter;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerCommand;
import dev.daemonspring.worker.WorkerContext;
import dev.daemonspring.worker.WorkerLoop;

/**
 * Says in all the ways that there are that it is at work.
 */
@Worker(name = "herald", forever = true)
class HeraldWorker implements WorkerLoop {

	private static final Logger logger = LoggerFactory.getLogger(HeraldWorker.class);

	private final WorkerContext context;

	HeraldWorker(WorkerContext context) {
		this.context = context;
	}

	@Override
	public void loop() {
		long iteration = this.context.iterations();
		logger.info("Iteration {} is logged", iteration);
		System.out.println("Iteration " + iteration + " is printed");
		System.err.println("Iteration " + iteration + " is an error");
	}

	@Override
	public void spindown() {
		logger.info("The last words of the herald");
	}

	@WorkerCommand("repeat")
	String repeat(String text) {
		return text + " " + text;
	}

}
