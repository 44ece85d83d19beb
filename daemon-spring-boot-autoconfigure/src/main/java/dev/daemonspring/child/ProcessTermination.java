package dev.daemonspring.child;

import java.time.Duration;
import java.util.function.IntConsumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import dev.daemonspring.protocol.BootstrapMessage;
import dev.daemonspring.protocol.ExitCode;

/**
 * The end of a worker process, whoever begins it: the process itself, its daemon, an
 * operator, or code that calls {@code System.exit}. It is always in time: what takes too
 * long is halted. Until a worker begins to spin up there is nothing to clean up, and the
 * process is halted at once. Thread-safe.
 */
final class ProcessTermination {

	private static final Log logger = LogFactory.getLog(ProcessTermination.class);

	private static final Duration DEFAULT_GRACE = Duration.ofSeconds(5);

	private static final Duration SHORTEST_END = Duration.ofSeconds(1);

	private static final Duration KILL_TIMEOUT = Duration.ofSeconds(3);

	private static final Duration LOG_TIMEOUT = Duration.ofSeconds(1);

	private final BootstrapMessage bootstrap;

	private final ProcessOutput output;

	private final HostedWorkers workers;

	private final IntConsumer halt;

	private final ExitDeadline deadline;

	private volatile boolean exiting;

	private volatile @Nullable String exitCall;

	private volatile boolean orphaned;

	/**
	 * Create the end of a process, which has not begun.
	 * @param halt ends the process at once
	 */
	ProcessTermination(BootstrapMessage bootstrap, ProcessOutput output, HostedWorkers workers, IntConsumer halt) {
		this.bootstrap = bootstrap;
		this.output = output;
		this.workers = workers;
		this.halt = halt;
		this.deadline = new ExitDeadline(halt);
	}

	/**
	 * Be ready for the end of the JVM.
	 */
	void install() {
		awaitDeadline();
		Runtime.getRuntime().addShutdownHook(new Thread(this::shutdown, "daemon-exit"));
	}

	/**
	 * Halt the process when its end takes too long, from now on.
	 */
	void awaitDeadline() {
		this.deadline.start();
	}

	/**
	 * Have the process end in a controlled way, and in time.
	 * @param exitCode the exit code if no worker has begun
	 */
	void request(int exitCode) {
		limit();
		endWorkers(exitCode);
	}

	/**
	 * The daemon is gone: the worker follows its daemon to its death.
	 */
	void orphaned() {
		this.orphaned = true;
		this.deadline.set(this.bootstrap.orphanTimeout(), this::outlived);
		endWorkers(ExitCode.CONTROLLED);
	}

	private void endWorkers(int exitCodeBeforeBeginning) {
		this.workers.end(() -> haltUnbegun(exitCodeBeforeBeginning));
	}

	private int outlived() {
		if (this.workers.endsDescendants()) {
			LimitedTask.run(KILL_TIMEOUT, () -> Descendants.ofThisProcess().kill());
		}
		logOverdue("Worker process outlived its daemon by " + this.bootstrap.orphanTimeout() + " and is halted");
		return ExitCode.ORPHANED;
	}

	/**
	 * The end of the process has begun: it may take a little less than one that the
	 * daemon has ordered, which sends SIGTERM after the grace and SIGKILL after as much
	 * again, so that the process can say what kept it.
	 */
	void limit() {
		Duration limit = timeout();
		this.deadline.set(limit, () -> overdue("The process did not end within " + limit + " and was halted"));
	}

	private Duration timeout() {
		Duration grace = this.workers.grace(DEFAULT_GRACE);
		Duration timeout = grace.multipliedBy(2).minus(grace.dividedBy(4));
		return (timeout.compareTo(SHORTEST_END) > 0) ? timeout : SHORTEST_END;
	}

	private int overdue(String what) {
		int code = ExitCode.OVERDUE;
		String cause = this.exitCall;
		String error = (cause != null) ? cause + ". " + what : what;
		for (HostedWorker worker : this.workers.all()) {
			code = worker.overdue(error);
		}
		logOverdue(error);
		return (this.workers.all().size() == 1) ? code : ExitCode.OVERDUE;
	}

	private static void logOverdue(String error) {
		LimitedTask.run(LOG_TIMEOUT, () -> logger.error(error));
	}

	/**
	 * Halt a process in which no worker has begun.
	 */
	void haltUnbegun(int exitCode) {
		if (isTraining() || this.orphaned) {
			// A JVM may have another one write its archive
			ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
		}
		this.halt.accept(exitCode);
	}

	private boolean isTraining() {
		return this.bootstrap.label().equals(BootstrapMessage.TRAINING);
	}

	/**
	 * Exit because the process has done what it was there for. Does not return.
	 */
	void exit(int code) {
		this.exiting = true;
		this.deadline.set(timeout(), () -> code);
		this.output.end();
		System.exit(code);
	}

	/**
	 * Exit and take the time for it: the JVM writes its archive now. Does not return.
	 */
	void exitWithArchive() {
		this.exiting = true;
		System.exit(ExitCode.CONTROLLED);
	}

	/**
	 * The JVM ends. When that was not this process's own doing, tell whose it was.
	 */
	private void shutdown() {
		if (this.orphaned && this.workers.endsDescendants()) {
			endDescendants();
		}
		if (this.exiting) {
			return;
		}
		limit();
		ExitCall call = ExitCall.find();
		if (call == null) {
			this.output.end();
			return;
		}
		String error = call.toString();
		this.exitCall = error;
		for (HostedWorker worker : this.workers.all()) {
			if (worker.livesOn(call.thread())) {
				// No other thread may write while that one could
				worker.exits(error);
			}
		}
		this.output.end();
		logger.error(error);
	}

	/**
	 * The daemon would do this for a worker process that is gone.
	 */
	private void endDescendants() {
		Descendants.ofThisProcess()
			.end(this.workers.grace(DEFAULT_GRACE), (pids, signal) -> LimitedTask.run(LOG_TIMEOUT,
					() -> logger.info("The daemon is gone; processes that this process has started were sent %s: %s"
						.formatted(signal, pids))));
	}

}
