package org.example.war;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.client.RestClient;

import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerCommand;
import dev.daemonspring.worker.WorkerLoop;

/**
 * Crosses for ever. Needs classes of the web, as workers of web applications may.
 */
@Worker(looptime = 1, forever = true)
class Ferry implements WorkerLoop {

	private final RestClient client = RestClient.create();

	private final String startedBy;

	private int crossings;

	Ferry(@Value("${ferry.started-by:main}") String startedBy) {
		this.startedBy = startedBy;
	}

	@Override
	public void loop() {
		this.crossings++;
	}

	@WorkerCommand("crossings")
	int crossings() {
		return (this.client != null) ? this.crossings : -1;
	}

	@WorkerCommand("startedby")
	String startedBy() {
		return this.startedBy;
	}

}
