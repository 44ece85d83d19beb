package dev.daemonspring.child;

import java.nio.file.Path;
import java.time.Duration;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
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

	private static final Duration EXIT_TIMEOUT = Duration.ofSeconds(10);

	private static final int SIGTERM_EXIT_CODE = 143;

	private final Birth birth;

	private final ProcessOutput output;

	private final WorkerLogging logging;

	private final WorkerSlot scratch;

	private final Household household = new Household();

	private volatile boolean exiting;

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
		WorkerRunner.Ending ending = (begun != null) ? beans.run(tenancy.assignment(), begun)
				: WorkerRunner.Ending.ENDED;
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
		end(ExitCode.CONTROLLED);
	}

	/**
	 * An operator has sent SIGTERM.
	 */
	void terminated() {
		end(SIGTERM_EXIT_CODE);
	}

	/**
	 * The daemon is gone: the worker follows its daemon to its death.
	 */
	void orphaned() {
		end(ExitCode.CONTROLLED);
		haltAfter(this.birth.orphanTimeout(), ExitCode.ORPHANED, () -> logger
			.error("Worker process outlived its daemon by " + this.birth.orphanTimeout() + " and is ended by force"));
	}

	private void end(int exitCodeBeforeBeginning) {
		this.household.end(() -> haltBeforeBeginning(exitCodeBeforeBeginning));
	}

	private void haltBeforeBeginning(int exitCode) {
		if (isTraining()) {
			// A JVM may have another one write its archive
			ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
		}
		Runtime.getRuntime().halt(exitCode);
	}

	private void bootFailed(Throwable failure) {
		logger.error("The application could not boot in its worker process", failure);
		this.scratch.error(ErrorText.of(failure));
		this.scratch.phase(ProcessPhase.BOOT_FAILED);
		exit(ExitCode.WENT_DOWN);
	}

	/**
	 * The JVM ends. When that was not this process's own doing, tell whose it was.
	 */
	private void ended() {
		ExitCall call = this.exiting ? null : ExitCall.find();
		if (call == null) {
			return;
		}
		logger.error(call.toString());
		for (Tenancy tenancy : this.household.all()) {
			if (tenancy.livesOn(call.thread())) {
				// No other thread may write while that one could
				tenancy.failed(call.toString());
			}
		}
	}

	private void exit(int code) {
		this.exiting = true;
		haltAfter(EXIT_TIMEOUT, code, () -> {
		});
		System.out.flush();
		System.exit(code);
	}

	private void haltAfter(Duration delay, int code, Runnable warning) {
		Thread thread = new Thread(() -> {
			try {
				Thread.sleep(delay.toMillis());
				warning.run();
			}
			catch (InterruptedException ex) {
				// Nobody interrupts this thread; if somebody does, the end comes early
			}
			Runtime.getRuntime().halt(code);
		}, "daemon-end");
		thread.setDaemon(true);
		thread.start();
	}

}
