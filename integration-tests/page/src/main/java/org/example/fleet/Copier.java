package org.example.fleet;

import java.util.List;

import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerCommand;
import dev.daemonspring.worker.WorkerLoop;

/**
 * A worker that takes commands.
 */
@Worker(name = "copier", looptime = 1, forever = true)
class Copier implements WorkerLoop {

	private String name = "copier";

	@Override
	public void loop() throws InterruptedException {
		Thread.sleep(5);
	}

	@WorkerCommand(value = "rename", description = "Gives the copies another name")
	String rename(String to, int copies, boolean keep) {
		String before = this.name;
		this.name = to;
		return "%s became %s in %d copies%s".formatted(before, to, copies, (keep) ? ", and is kept" : "");
	}

	@WorkerCommand(value = "sum", description = "Adds numbers")
	long sum(List<Long> numbers) {
		return numbers.stream().mapToLong(Long::longValue).sum();
	}

}
