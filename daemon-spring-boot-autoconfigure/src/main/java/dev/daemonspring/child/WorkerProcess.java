package dev.daemonspring.child;

import java.nio.file.Path;
import java.time.Duration;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

import dev.daemonspring.protocol.Assignment;
import dev.daemonspring.protocol.BootstrapMessage;
import dev.daemonspring.protocol.ExitCode;
import dev.daemonspring.region.ProcessPhase;
import dev.daemonspring.region.WorkerSlot;

/**
 * The life of a worker process, from bootstrap to exit. The main thread lives it; the
 * control thread and signals cut in through {@link #assigned}, {@link #rung},
 * {@link #terminated} and {@link #orphaned}. Until its worker begins to spin up a process
 * has nothing to clean up, and whoever ends it ends it at once.
 */
final class WorkerProcess {

	private static final Log logger = LogFactory.getLog(WorkerProcess.class);

	private static final Duration DEFAULT_GRACE = Duration.ofSeconds(5);

	private static final Duration SHORTEST_END = Duration.ofSeconds(1);

	private static final Duration KILL_TIMEOUT = Duration.ofSeconds(3);

	private static final Duration LOG_TIMEOUT = Duration.ofSeconds(1);

	private static final int SIGTERM_EXIT_CODE = 143;

	private final BootstrapMessage bootstrap;

	private final ProcessOutput output;

	private final WorkerLogging logging;

	private final WorkerSlot scratch;

	private final HostedWorkers workers = new HostedWorkers();

	private final ExitDeadline deadline = new ExitDeadline(Runtime.getRuntime()::halt);

	private volatile boolean exiting;

	private volatile @Nullable String exitCall;

	private volatile boolean orphaned;

	WorkerProcess(BootstrapMessage bootstrap, ProcessOutput output) {
		this.bootstrap = bootstrap;
		this.output = output;
		this.logging = new WorkerLogging(bootstrap.label(), output);
		this.scratch = WorkerSlot.open(Path.of(bootstrap.region()), bootstrap.scratchSlot());
	}

	/**
	 * Live, and exit. Does not return.
	 */
	void live() {
		this.scratch.begin(ProcessHandle.current().pid(), 0);
		this.scratch.phase(ProcessPhase.BOOTING);
		this.deadline.start();
		Runtime.getRuntime().addShutdownHook(new Thread(this::ended, "daemon-exit"));
		try {
			new ApplicationBoot(this.bootstrap, this.logging, this::serve, this::bootFailed).run();
			bootFailed(new IllegalStateException("The main method of '" + this.bootstrap.mainClass()
					+ "' ended without having run a SpringApplication on its own thread"));
		}
		catch (Throwable ex) {
			bootFailed(ex);
		}
	}

	/**
	 * Live in the given context, which holds the application's bean definitions but is
	 * not refreshed. Does not return, so that nothing that the application does behind
	 * {@code SpringApplication.run} happens here.
	 */
	private void serve(ConfigurableApplicationContext context) {
		WorkerBeans beans = new WorkerBeans(context);
		try {
			beans.refresh();
		}
		catch (Throwable ex) {
			bootFailed(ex);
			return;
		}
		if (this.bootstrap.label().equals(BootstrapMessage.STANDBY) || isTraining()) {
			WarmUp.run(context, this.scratch);
		}
		this.scratch.phase(ProcessPhase.READY);
		if (isTraining()) {
			exitWithArchive();
		}
		try {
			HostedWorker first = this.workers.awaitArrival();
			this.scratch.phase(ProcessPhase.ASSIGNED);
			if (first != null) {
				this.logging.become(first.assignment().label(), context.getEnvironment());
			}
			if (first != null && !first.assignment().isShared()) {
				exit(runAlone(first, beans));
			}
			else {
				new SharedProcessHost(this.workers, beans, this.output).host(first);
				beans.close();
				exit(ExitCode.CONTROLLED);
			}
		}
		catch (InterruptedException ex) {
			bootFailed(ex);
		}
	}

	private boolean isTraining() {
		return this.bootstrap.label().equals(BootstrapMessage.TRAINING);
	}

	/**
	 * Exit and take the time for it: the JVM writes its archive now.
	 */
	private void exitWithArchive() {
		this.exiting = true;
		System.exit(ExitCode.CONTROLLED);
	}

	private int runAlone(HostedWorker worker, WorkerBeans beans) {
		WorkerRunner begun = this.workers.begin(worker);
		if (begun == null) {
			return ExitCode.CONTROLLED;
		}
		begun.onEnding((ending) -> endInTime());
		WorkerRunner.Ending ending = beans.run(worker.assignment(), begun);
		worker.ended(ending);
		begun.logFailure();
		if (ending != WorkerRunner.Ending.FAILED) {
			beans.close();
		}
		return ending.exitCode();
	}

	/**
	 * The daemon has made this the process of a worker.
	 */
	void assigned(Assignment assigned) {
		this.output.label(assigned.label());
		this.workers
			.arrive(new HostedWorker(assigned, WorkerSlot.open(Path.of(this.bootstrap.region()), assigned.slot())));
	}

	/**
	 * The daemon has put something into a slot.
	 */
	void rung(int slot) {
		HostedWorker worker = this.workers.in(slot);
		if (worker == null) {
			return;
		}
		worker.rung();
		if (!worker.assignment().isShared()) {
			this.workers.ifUnwanted(() -> haltBeforeBeginning(ExitCode.CONTROLLED));
		}
	}

	/**
	 * A worker that shares this process does not end in time.
	 */
	void interrupted(int slot) {
		HostedWorker worker = this.workers.in(slot);
		if (worker != null) {
			worker.interrupt();
		}
	}

	/**
	 * The daemon needs this process no more.
	 */
	void retired() {
		endInTime();
		end(ExitCode.CONTROLLED);
	}

	/**
	 * An operator has sent SIGTERM.
	 */
	void terminated() {
		endInTime();
		end(SIGTERM_EXIT_CODE);
	}

	/**
	 * The daemon is gone: the worker follows its daemon to its death.
	 */
	void orphaned() {
		this.orphaned = true;
		this.deadline.set(this.bootstrap.orphanTimeout(), this::outlived);
		end(ExitCode.CONTROLLED);
	}

	private int outlived() {
		if (this.workers.endsDescendants()) {
			LimitedTask.run(KILL_TIMEOUT, () -> Descendants.ofThisProcess().kill());
		}
		logOverdue(
				"Worker process outlived its daemon by " + this.bootstrap.orphanTimeout() + " and is ended by force");
		return ExitCode.ORPHANED;
	}

	/**
	 * The end of the process has begun: it may take a little less than one that the
	 * daemon has ordered, which sends SIGTERM after the grace and SIGKILL after as much
	 * again, so that the process can say what kept it.
	 */
	private void endInTime() {
		Duration limit = endTimeout();
		this.deadline.set(limit, () -> overdue("The process did not end within " + limit + " and was halted"));
	}

	private Duration endTimeout() {
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

	private void end(int exitCodeBeforeBeginning) {
		this.workers.end(() -> haltBeforeBeginning(exitCodeBeforeBeginning));
	}

	private void haltBeforeBeginning(int exitCode) {
		if (isTraining() || this.orphaned) {
			// A JVM may have another one write its archive
			ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
		}
		Runtime.getRuntime().halt(exitCode);
	}

	private void bootFailed(Throwable failure) {
		endInTime();
		this.scratch.error(failure.getClass().getName());
		FailureDescription description = FailureDescription.of(failure);
		this.scratch.error(description.text());
		this.scratch.phase(ProcessPhase.BOOT_FAILED);
		new FailureLog(logger, "The application could not boot in its worker process", description).write();
		exit(ExitCode.WENT_DOWN);
	}

	/**
	 * The JVM ends. When that was not this process's own doing, tell whose it was.
	 */
	private void ended() {
		if (this.orphaned && this.workers.endsDescendants()) {
			endDescendants();
		}
		if (this.exiting) {
			return;
		}
		endInTime();
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
			.end(this.workers.grace(DEFAULT_GRACE), (pids, signal) -> LimitedTask.run(LOG_TIMEOUT, () -> logger
				.info("The daemon is gone; what this process has started was sent %s: %s".formatted(signal, pids))));
	}

	private void exit(int code) {
		this.exiting = true;
		this.deadline.set(endTimeout(), () -> code);
		this.output.end();
		System.exit(code);
	}

}
