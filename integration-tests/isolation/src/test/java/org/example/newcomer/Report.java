package org.example.newcomer;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

import dev.daemonspring.supervisor.WorkerInfo;
import dev.daemonspring.supervisor.Workers;

/**
 * Prints what the daemon knows of its workers whenever that changes. A runner: it must
 * not run in a worker process. Not all of that comes with an event, so it looks again and
 * again.
 */
@Component
public class Report implements ApplicationRunner {

	private final Workers workers;

	private final Map<String, String> printed = new HashMap<>();

	Report(Workers workers) {
		this.workers = workers;
	}

	@Override
	public void run(ApplicationArguments args) {
		System.out.println("report runs in " + ProcessHandle.current().pid());
		Thread thread = new Thread(this::report, "report");
		thread.setDaemon(true);
		thread.start();
	}

	private void report() {
		try {
			while (true) {
				this.workers.list().forEach((worker) -> report(this.workers.info(worker.name())));
				TimeUnit.MILLISECONDS.sleep(20);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void report(WorkerInfo info) {
		String line = "report: %s %s pid=%s restarts=%d exit=%s error=%s".formatted(info.name(), info.state(),
				info.pid(), info.restarts(), info.lastExit(), info.lastError());
		if (!line.equals(this.printed.put(info.name(), line))) {
			System.out.println(line);
		}
	}

}
