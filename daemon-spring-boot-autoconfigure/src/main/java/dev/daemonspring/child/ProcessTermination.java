package dev.daemonspring.child;

import java.time.Duration;
import java.util.function.IntConsumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import dev.daemonspring.protocol.BootstrapMessage;
import dev.daemonspring.protocol.ExitCode;

/**
 * The termination of a worker process, whoever initiates it: the process itself, its
 * daemon, an operator, or code that calls {@code System.exit}. It always completes in
 * time: a process that takes too long is halted. Until a worker begins to spin up there
 * is nothing to clean up, and the process is halted at once. Thread-safe.
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
	 * Create the termination of a process, which has not begun.
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
	 * Prepare for the end of the JVM.
	 */
	void install() {
		awaitDeadline();
		Runtime.getRuntime().addShutdownHook(new Thread(this::shutdown, "daemon-exit"));
	}

	/**
	 * From now on, halt the process if its termination takes too long.
	 */
	void awaitDeadline() {
		this.deadline.start();
	}

	/**
	 * End the process in a controlled way, and in time.
	 * @param exitCode the exit code if no worker has begun
	 */
	void request(int exitCode) {
		limit();
		endWorkers(exitCode);
	}

	/**
	 * The daemon is gone: end the process, too.
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
	 * The process has begun to end. Limit the time for it to a little less than the
	 * daemon allows, which sends SIGTERM after the grace period and SIGKILL after the
	 * same time again, so that the process can still report what is holding it up.
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
	 * Halt the process, in which no worker has begun.
	 */
	void haltUnbegun(int exitCode) {
		if (isTraining() || this.orphaned) {
			// A JVM may have started another that writes its archive
			ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
		}
		this.halt.accept(exitCode);
	}

	private boolean isTraining() {
		return this.bootstrap.label().equals(BootstrapMessage.TRAINING);
	}

	/**
	 * Exit because the process has done its work. Does not return.
	 */
	void exit(int code) {
		this.exiting = true;
		this.deadline.set(timeout(), () -> code);
		this.output.end();
		System.exit(code);
	}

	/**
	 * Exit without a deadline: the JVM writes its archive now. Does not return.
	 */
	void exitWithArchive() {
		this.exiting = true;
		System.exit(ExitCode.CONTROLLED);
	}

	/**
	 * The JVM is ending. If the process did not end it by itself, report who did.
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
			if (worker.runsOn(call.thread())) {
				// The only other writer of its slot is that thread, which waits in the
				// call
				worker.exits(error);
			}
		}
		this.output.end();
		logger.error(error);
	}

	/**
	 * Otherwise the daemon would do this, once the worker process is gone.
	 */
	private void endDescendants() {
		Descendants.ofThisProcess()
			.end(this.workers.grace(DEFAULT_GRACE), (pids, signal) -> LimitedTask.run(LOG_TIMEOUT,
					() -> logger.info("The daemon is gone; processes that this process has started were sent %s: %s"
						.formatted(signal, pids))));
	}

}
