package dev.daemonspring.child;

import java.nio.file.Path;
import java.time.Duration;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

import dev.daemonspring.region.ProcessPhase;
import dev.daemonspring.region.WorkerSlot;

/**
 * The life of a worker process, from birth to exit. The main thread lives it; the control
 * thread and signals cut in through {@link #assigned}, {@link #rung}, {@link #terminated}
 * and {@link #orphaned}. Until its worker begins to spin up a process has nothing to
 * clean up, and whoever ends it ends it at once.
 */
final class WorkerProcess {

	private static final Log logger = LogFactory.getLog(WorkerProcess.class);

	private static final Duration DEFAULT_GRACE = Duration.ofSeconds(5);

	private static final Duration SHORTEST_END = Duration.ofSeconds(1);

	private static final Duration KILL_TIMEOUT = Duration.ofSeconds(3);

	private static final Duration LOG_TIMEOUT = Duration.ofSeconds(1);

	private static final int SIGTERM_EXIT_CODE = 143;

	private final Birth birth;

	private final ProcessOutput output;

	private final WorkerLogging logging;

	private final WorkerSlot scratch;

	private final Household household = new Household();

	private final ExitDeadline deadline = new ExitDeadline(Runtime.getRuntime()::halt);

	private volatile boolean exiting;

	private volatile @Nullable String exitCall;

	private volatile boolean orphaned;

	WorkerProcess(Birth birth, ProcessOutput output) {
		this.birth = birth;
		this.output = output;
		this.logging = new WorkerLogging(birth.label(), output);
		this.scratch = WorkerSlot.open(Path.of(birth.region()), birth.scratchSlot());
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
			new ApplicationBoot(this.birth, this.logging, this::inhabit, this::bootFailed).run();
			bootFailed(new IllegalStateException("The main method of '" + this.birth.mainClass()
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
	private void inhabit(ConfigurableApplicationContext context) {
		WorkerBeans beans = new WorkerBeans(context);
		try {
			beans.refresh();
		}
		catch (Throwable ex) {
			bootFailed(ex);
			return;
		}
		if (this.birth.label().equals(Birth.STANDBY) || isTraining()) {
			WarmUp.run(context, this.scratch);
		}
		this.scratch.phase(ProcessPhase.READY);
		if (isTraining()) {
			exitWithArchive();
		}
		try {
			Tenancy first = this.household.awaitArrival();
			this.scratch.phase(ProcessPhase.ASSIGNED);
			if (first != null) {
				this.logging.become(first.assignment().label(), context.getEnvironment());
			}
			if (first != null && !first.assignment().isShared()) {
				exit(runAlone(first, beans));
			}
			else {
				new SharedLife(this.household, beans, this.output).host(first);
				beans.close();
				exit(ExitCode.CONTROLLED);
			}
		}
		catch (InterruptedException ex) {
			bootFailed(ex);
		}
	}

	private boolean isTraining() {
		return this.birth.label().equals(Birth.TRAINING);
	}

	/**
	 * Exit and take the time for it: the JVM writes its archive now.
	 */
	private void exitWithArchive() {
		this.exiting = true;
		System.exit(ExitCode.CONTROLLED);
	}

	private int runAlone(Tenancy tenancy, WorkerBeans beans) {
		WorkerRunner begun = this.household.begin(tenancy);
		if (begun == null) {
			return ExitCode.CONTROLLED;
		}
		begun.onEnding((ending) -> endInTime());
		WorkerRunner.Ending ending = beans.run(tenancy.assignment(), begun);
		tenancy.ended(ending);
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
		this.household.arrive(new Tenancy(assigned, WorkerSlot.open(Path.of(this.birth.region()), assigned.slot())));
	}

	/**
	 * The daemon has put something into a slot.
	 */
	void rung(int slot) {
		Tenancy tenancy = this.household.in(slot);
		if (tenancy == null) {
			return;
		}
		tenancy.rung();
		if (!tenancy.assignment().isShared()) {
			this.household.ifUnwanted(() -> haltBeforeBeginning(ExitCode.CONTROLLED));
		}
	}

	/**
	 * A worker that shares this process does not end in time.
	 */
	void interrupted(int slot) {
		Tenancy tenancy = this.household.in(slot);
		if (tenancy != null) {
			tenancy.interrupt();
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
		this.deadline.set(this.birth.orphanTimeout(), this::outlived);
		end(ExitCode.CONTROLLED);
	}

	private int outlived() {
		if (this.household.endsDescendants()) {
			LimitedTask.run(KILL_TIMEOUT, () -> Descendants.ofThisProcess().kill());
		}
		logOverdue("Worker process outlived its daemon by " + this.birth.orphanTimeout() + " and is ended by force");
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
		Duration grace = this.household.grace(DEFAULT_GRACE);
		Duration timeout = grace.multipliedBy(2).minus(grace.dividedBy(4));
		return (timeout.compareTo(SHORTEST_END) > 0) ? timeout : SHORTEST_END;
	}

	private int overdue(String what) {
		int code = ExitCode.OVERDUE;
		String cause = this.exitCall;
		String error = (cause != null) ? cause + ". " + what : what;
		for (Tenancy tenancy : this.household.all()) {
			code = tenancy.overdue(error);
		}
		logOverdue(error);
		return (this.household.all().size() == 1) ? code : ExitCode.OVERDUE;
	}

	private static void logOverdue(String error) {
		LimitedTask.run(LOG_TIMEOUT, () -> logger.error(error));
	}

	private void end(int exitCodeBeforeBeginning) {
		this.household.end(() -> haltBeforeBeginning(exitCodeBeforeBeginning));
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
		if (this.orphaned && this.household.endsDescendants()) {
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
		for (Tenancy tenancy : this.household.all()) {
			if (tenancy.livesOn(call.thread())) {
				// No other thread may write while that one could
				tenancy.exits(error);
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
			.end(this.household.grace(DEFAULT_GRACE), (pids, signal) -> LimitedTask.run(LOG_TIMEOUT, () -> logger
				.info("The daemon is gone; what this process has started was sent %s: %s".formatted(signal, pids))));
	}

	private void exit(int code) {
		this.exiting = true;
		this.deadline.set(endTimeout(), () -> code);
		this.output.end();
		System.exit(code);
	}

}
