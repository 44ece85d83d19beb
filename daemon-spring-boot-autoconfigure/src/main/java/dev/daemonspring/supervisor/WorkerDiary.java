package dev.daemonspring.supervisor;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.context.ApplicationEventPublisher;

import dev.daemonspring.worker.WorkerState;

/**
 * Tells the world what happens to workers: in the log, and as application events. Events
 * are published on a thread of their own, so that no listener can hold up the supervisor.
 */
final class WorkerDiary {

	private static final Log logger = LogFactory.getLog("dev.daemonspring.supervisor.Workers");

	private final ApplicationEventPublisher publisher;

	private final ExecutorService publishing = Executors.newSingleThreadExecutor((task) -> {
		Thread thread = new Thread(task, "daemon-events");
		thread.setDaemon(true);
		return thread;
	});

	WorkerDiary(ApplicationEventPublisher publisher) {
		this.publisher = publisher;
	}

	void started(ManagedWorker worker, Child process) {
		logger.info("%s has started".formatted(named(worker, process)));
		if (worker.takeRestartAfterCrash()) {
			publish(new WorkerRestartedEvent(worker.name(), process.pid(), worker.restarts()));
		}
	}

	void changed(ManagedWorker worker, WorkerState before, WorkerState state) {
		Child process = worker.process();
		String name = (process != null) ? named(worker, process) : "Worker '" + worker.name() + "'";
		logger.info("%s is %s".formatted(name, state));
		publish(new WorkerStateChangedEvent(worker.name(), before, state));
	}

	void exited(ManagedWorker worker, Child process, ProcessExit exit, boolean wentDown) {
		String error = worker.lastError();
		if (wentDown) {
			logger.warn("%s went down: %s%s".formatted(named(worker, process), exit,
					(error != null) ? "; last error: " + error : ""));
		}
		else {
			logger.info("%s has ended: %s".formatted(named(worker, process), exit));
		}
		publish(new WorkerExitedEvent(worker.name(), process.pid(), exit.toString(), wentDown, error));
	}

	void restarts(ManagedWorker worker, Duration delay) {
		logger.warn("Worker '%s' is restarted %s (restart %d)".formatted(worker.name(),
				delay.isZero() ? "at once" : "in " + delay.toMillis() + " ms", worker.restarts()));
	}

	void limitReached(ManagedWorker worker, Child process) {
		logger.warn("%s is replaced: %s".formatted(named(worker, process), worker.limitReached()));
	}

	void limitTooLow(ManagedWorker worker) {
		logger
			.error(("Worker '%s' has reached a limit within its first minute: %s. The limit lies below what the worker"
					+ " needs; raise it under 'daemon.workers.%1$s'.")
				.formatted(worker.name(), worker.limitReached()));
	}

	void standbyReady(Child child) {
		logger.info("A standby (pid %d) is ready".formatted(child.pid()));
	}

	void standbyExited(Child child, ProcessExit exit) {
		logger.warn("A standby (pid %d) has ended: %s".formatted(child.pid(), exit));
	}

	void givenUp(ManagedWorker worker) {
		RestartPolicy policy = worker.specification().restart();
		logger.error(
				("Worker '%s' went down more than %d times within %s; given up. Start it with 'worker.start' or raise"
						+ " 'daemon.workers.%1$s.restart.max-restarts'.")
					.formatted(worker.name(), policy.maxRestarts(), policy.within()));
	}

	void daemonEnds(ManagedWorker worker) {
		logger
			.error(("Worker '%s' went down and is not forever: the daemon shuts down. Set 'daemon.workers.%1$s.forever'"
					+ " to have it restarted.")
				.formatted(worker.name()));
	}

	void overdue(ManagedWorker worker, Child process, String done) {
		logger.warn("%s has not ended in time and is %s. Raise 'daemon.shutdown.grace' to give it longer."
			.formatted(named(worker, process), done));
	}

	void stalled(ManagedWorker worker, Child process, Duration still) {
		logger.warn("%s has made no progress for %d ms".formatted(named(worker, process), still.toMillis()));
	}

	private static String named(ManagedWorker worker, Child process) {
		return "Worker '%s' (pid %d)".formatted(worker.name(), process.pid());
	}

	private void publish(Object event) {
		try {
			this.publishing.execute(() -> {
				try {
					this.publisher.publishEvent(event);
				}
				catch (RuntimeException ex) {
					logger.warn("A listener of %s failed".formatted(event), ex);
				}
			});
		}
		catch (RejectedExecutionException ex) {
			// The daemon has ended
		}
	}

	void close() {
		this.publishing.shutdown();
	}

}
