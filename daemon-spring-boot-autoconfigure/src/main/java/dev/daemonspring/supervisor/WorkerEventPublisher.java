package dev.daemonspring.supervisor;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;

import dev.daemonspring.policy.Reconciler;
import dev.daemonspring.policy.RestartPolicy;
import dev.daemonspring.policy.WorkerFacts;
import dev.daemonspring.process.Child;
import dev.daemonspring.process.PoolListener;
import dev.daemonspring.process.ProcessExit;
import dev.daemonspring.protocol.CronSchedule;
import dev.daemonspring.protocol.Rhythm;
import dev.daemonspring.protocol.Rhythm.Cron;
import dev.daemonspring.worker.WorkerState;

/**
 * Tells the world what happens to workers: in the log, and as application events. Both
 * have a thread of their own, so that neither a disk nor a listener can hold up the
 * supervisor.
 */
final class WorkerEventPublisher implements PoolListener {

	private static final Log logger = LogFactory.getLog("dev.daemonspring.supervisor.Workers");

	private static final int CAPACITY = 10_000;

	private static final String PLACE_ADVICE = "systemd-logind deletes the files in shared memory of a user who logs out"
			+ " ('RemoveIPC'): set 'daemon.directory' to a directory that nobody cleans up.";

	private static final Duration CLOSING = Duration.ofSeconds(2);

	private final ApplicationEventPublisher publisher;

	private final boolean endsWithWorker;

	private final BackgroundLog log = new BackgroundLog(logger, CAPACITY);

	private final OrderedDispatcher events = new OrderedDispatcher("daemon-events", CAPACITY);

	/**
	 * Create a publisher.
	 * @param publisher publishes the events
	 * @param endsWithWorker whether the daemon ends when a worker goes down that is not
	 * forever
	 */
	WorkerEventPublisher(ApplicationEventPublisher publisher, boolean endsWithWorker) {
		this.publisher = publisher;
		this.endsWithWorker = endsWithWorker;
	}

	void started(ManagedWorker worker, Child process) {
		this.log.info("%s has started".formatted(named(worker, process)));
		if (worker.history().takeRestart()) {
			publish(new WorkerRestartedEvent(worker.name(), process.pid(), worker.history().restarts()));
		}
	}

	/**
	 * Say of a worker that runs by the clock when it does, and that nothing is made up
	 * for: ticks before its beginning are not known to anybody.
	 */
	void begins(ManagedWorker worker, Instant beginning) {
		Rhythm rhythm = worker.specification().rhythm();
		if (rhythm.timing() instanceof Cron cron) {
			Instant next = new CronSchedule(cron.expression(), cron.zone()).next(beginning);
			this.log.info(
					"Worker '%s' runs by %s, next at %s. Ticks that it missed before it was started are not made up for."
						.formatted(worker.name(), rhythm.inWords(),
								(next != null) ? next.atZone(cron.zone()) : "no time"));
		}
	}

	void changed(ManagedWorker worker, WorkerState before, WorkerState state) {
		Child process = worker.process();
		String name = (process != null) ? named(worker, process) : "Worker '" + worker.name() + "'";
		this.log.info("%s is %s".formatted(name, state));
		publish(new WorkerStateChangedEvent(worker.name(), before, state));
	}

	void exited(ManagedWorker worker, Child process, ProcessExit exit, boolean wentDown) {
		String error = worker.history().lastError();
		if (wentDown) {
			this.log.warn("%s went down: %s%s".formatted(named(worker, process), exit,
					(error != null) ? "; last error: " + error : ""));
		}
		else {
			this.log.info("%s has ended: %s".formatted(named(worker, process), exit));
		}
		publish(new WorkerExitedEvent(worker.name(), process.pid(), exit.toString(), wentDown, error));
	}

	void totalChanged(WorkerGroup group, int before, int total) {
		this.log.info("Worker '%s' works with %s from now on (before: %d)".formatted(group.specification().name(),
				instances(total), before));
	}

	void totalWaits(WorkerGroup group, Duration since) {
		this.log.info(("The change of worker '%s' from %d to %s waits, for %d s now, for the end of an iteration of %s."
				+ " Until then no other instance begins one.")
			.formatted(group.specification().name(), group.total(), instances(group.agreement().target()),
					since.toSeconds(), group.awaited()));
	}

	void scaled(WorkerGroup group, int before, String by) {
		int configured = group.specification().instances().configured();
		this.log.info("Worker '%s' is scaled from %d to %s by %s%s".formatted(group.specification().name(), before,
				instances(group.wanted()), by,
				(group.wanted() != configured)
						? ". Configured are " + configured + ", with which the next daemon starts."
						: ", as configured"));
		publish(new WorkerScaledEvent(group.specification().name(), before, group.wanted()));
	}

	void rollingRestartBegins(List<ManagedWorker> workers) {
		this.log.info("A rolling restart of %s begins".formatted(names(workers)));
	}

	void rollingRestartEnded(List<ManagedWorker> workers, int restarted) {
		this.log
			.info("The rolling restart is over: %d of %d have another process".formatted(restarted, workers.size()));
		publish(new RollingRestartEndedEvent(names(workers), restarted, null, null));
	}

	void rollingRestartFailed(List<ManagedWorker> workers, int restarted, ManagedWorker failed, String reason) {
		this.log
			.error(("The rolling restart is stopped at worker '%s': %s. %d of %d have another process; those after it"
					+ " go on with their own.")
				.formatted(failed.name(), reason, restarted, workers.size()));
		publish(new RollingRestartEndedEvent(names(workers), restarted, failed.name(), reason));
	}

	private static List<String> names(List<ManagedWorker> workers) {
		return workers.stream().map(ManagedWorker::name).toList();
	}

	private static String instances(int number) {
		return number + ((number != 1) ? " instances" : " instance");
	}

	void explained(ManagedWorker worker, Child process, ProcessExit exit, String lines) {
		this.log.warn("%s ended with %s before it could say why. Its last lines: %s".formatted(named(worker, process),
				exit, lines));
	}

	void restarts(ManagedWorker worker, Duration delay) {
		this.log.warn("Worker '%s' is restarted %s (restart %d)".formatted(worker.name(),
				delay.isZero() ? "at once" : "in " + delay.toMillis() + " ms", worker.history().restarts()));
	}

	void limitReached(ManagedWorker worker, Child process, String limit) {
		this.log.warn("%s is replaced: %s".formatted(named(worker, process), limit));
	}

	void replacementPlanned(ManagedWorker worker, Child process, String limit) {
		this.log
			.info("%s is to be replaced when another process has booted: %s".formatted(named(worker, process), limit));
	}

	void replacementFailed(ManagedWorker worker, String reason) {
		this.log.error(
				("The replacement of worker '%s', whose process had reached a limit, is stopped: %s. No other instance"
						+ " is replaced until this one is up.")
					.formatted(worker.name(), reason));
	}

	void limitTooLow(ManagedWorker worker, @Nullable String limit) {
		this.log
			.error(("Worker '%s' has reached a limit within its first minute: %s. The limit lies below what the worker"
					+ " needs; raise it under 'daemon.workers.%s'.")
				.formatted(worker.name(), limit, worker.specification().name()));
	}

	@Override
	public void standbyReady(Child standby) {
		this.log.info("A standby (pid %d) is ready".formatted(standby.pid()));
	}

	@Override
	public void hotStandbyReady(String tenant, Child standby) {
		this.log.info("A hot standby of worker '%s' (pid %d) is ready".formatted(tenant, standby.pid()));
	}

	@Override
	public void trouble(String message) {
		this.log.warn(message);
	}

	void givenUp(ManagedWorker worker) {
		RestartPolicy policy = worker.specification().restart();
		this.log.error(
				("Worker '%s' went down more than %d times within %s; given up. Start it with 'worker.start' or raise"
						+ " 'daemon.workers.%s.restart.max-restarts'.")
					.formatted(worker.name(), policy.maxRestarts(), policy.within(), worker.specification().name()));
	}

	void downForGood(ManagedWorker worker) {
		this.log
			.error("Worker '%s' went down and is not forever: %s. Set 'daemon.workers.%s.forever' to have it restarted."
				.formatted(worker.name(),
						this.endsWithWorker ? "the daemon shuts down"
								: "it stays so until it is started, as 'daemon.on-worker-exit' is 'ignore'",
						worker.specification().name()));
	}

	void overdue(ManagedWorker worker, Child process, String done) {
		this.log.warn("%s has not ended in time and is %s. Raise 'daemon.shutdown.grace' to give it longer."
			.formatted(named(worker, process), done));
	}

	void startsTooSlowly(ManagedWorker worker, Child process, Duration late) {
		this.log.warn(
				"%s has not started within its 'start-timeout' of %s; it has been at it for %d ms. Raise 'daemon.workers.%s.start-timeout' to give it longer."
					.formatted(named(worker, process), worker.specification().startTimeout(), late.toMillis(),
							worker.specification().name()));
	}

	void notStarted(ManagedWorker worker, Throwable failure) {
		this.log.error("The process of worker '%s' could not be started".formatted(worker.name()), failure);
	}

	void leaseHeld(ManagedWorker worker) {
		this.log.info("Worker '%s' starts here: this replica holds its lease".formatted(worker.name()));
	}

	void leaseAwaited(ManagedWorker worker) {
		this.log.info("Worker '%s' waits: %s".formatted(worker.name(), worker.lease().absence()));
	}

	void leaseEnds(ManagedWorker worker) {
		this.log.warn("Worker '%s' is ended here because %s".formatted(worker.name(), worker.lease().absence()));
	}

	void leaseOver(ManagedWorker worker, Child process, String done) {
		this.log.warn("%s has outlived its lease and is %s".formatted(named(worker, process), done));
	}

	/**
	 * Something had been lost, or was not as it should be, and is put right.
	 */
	void repairs(ManagedWorker worker, Reconciler.Step step, WorkerFacts facts) {
		Child process = worker.process();
		String name = (process != null) ? named(worker, process) : "Worker '" + worker.name() + "'";
		String message = switch (step) {
			case TELL_EXIT ->
				"%s is gone, though nobody told its exit; what follows from it follows now".formatted(name);
			case START_LOST -> "%s should have a process, and nobody has requested one; it is started".formatted(name);
			case START_ELSEWHERE ->
				"%s has not begun within %d s after it was assigned and is killed; the worker starts in another process"
					.formatted(name, WorkerWatch.ASSIGNMENT_TIMEOUT.toSeconds());
			case RING -> "%s waits and has not followed an order for %d ms; it is woken again".formatted(name,
					WorkerWatch.ORDER_TIMEOUT.toMillis());
			case SHOW -> "%s was shown as %s without a process".formatted(name, facts.shown());
			default -> "%s: %s".formatted(name, step);
		};
		this.log.warn(message);
	}

	void regionRestored(Path file) {
		this.log.warn(
				("The status region '%s' was deleted while the daemon runs; it is back in its place, and nothing is lost."
						+ " %s")
					.formatted(file, PLACE_ADVICE));
	}

	void regionLost(Path file, Throwable reason) {
		this.log.error(
				("The status region '%s' was deleted while the daemon runs and can't be put back: %s. The processes that"
						+ " run go on, but none can be started. Restart the daemon. %s")
					.formatted(file, reason, PLACE_ADVICE));
	}

	void stalled(ManagedWorker worker, Child process, Duration still) {
		this.log.warn("%s has made no progress for %d ms".formatted(named(worker, process), still.toMillis()));
	}

	/**
	 * The supervisor has survived a failure of its own.
	 */
	void supervisorFailed(Throwable failure) {
		this.log.error("The supervisor failed in a step and goes on", failure);
	}

	private static String named(ManagedWorker worker, Child process) {
		return "Worker '%s' (pid %d)".formatted(worker.name(), process.pid());
	}

	private void publish(Object event) {
		this.events.dispatch(() -> {
			try {
				this.publisher.publishEvent(event);
			}
			catch (RuntimeException ex) {
				logger.warn("A listener of %s failed".formatted(event), ex);
			}
		});
	}

	/**
	 * Tell what is still to be told, but do not wait long for those who listen.
	 */
	void close() {
		this.events.close(CLOSING);
		this.log.close(CLOSING);
	}

}
