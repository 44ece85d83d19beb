package dev.daemonspring.child;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

import dev.daemonspring.region.ProcessPhase;
import dev.daemonspring.region.WantedState;
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

	private final CompletableFuture<Assignment> assignment = new CompletableFuture<>();

	private final Object beginning = new Object();

	private volatile @Nullable WorkerSlot slot;

	private volatile boolean exiting;

	private volatile @Nullable Thread livingThread;

	private volatile @Nullable WorkerRunner runner;

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
		this.livingThread = Thread.currentThread();
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
		Assignment assigned = this.assignment.join();
		this.logging.become(assigned.worker(), context.getEnvironment());
		WorkerRunner begun = begin(assigned);
		WorkerRunner.Ending ending = beans.run(assigned, begun);
		if (ending != WorkerRunner.Ending.FAILED) {
			beans.close();
		}
		exit(ending.exitCode());
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

	private WorkerRunner begin(Assignment assigned) {
		synchronized (this.beginning) {
			WorkerSlot assignedSlot = this.slot;
			if (assignedSlot == null) {
				throw new IllegalStateException("Worker '" + assigned.worker() + "' has no slot");
			}
			assignedSlot.begin(ProcessHandle.current().pid(), assigned.incarnation());
			WorkerRunner begun = new WorkerRunner(assigned, assignedSlot);
			this.runner = begun;
			this.scratch.phase(ProcessPhase.ASSIGNED);
			return begun;
		}
	}

	/**
	 * The daemon has made this the process of a worker.
	 */
	void assigned(Assignment assigned) {
		this.output.label(assigned.worker());
		synchronized (this.beginning) {
			this.slot = WorkerSlot.open(Path.of(this.birth.region()), assigned.slot());
		}
		this.assignment.complete(assigned);
	}

	/**
	 * The daemon has put something into the slot.
	 */
	void rung() {
		synchronized (this.beginning) {
			WorkerRunner running = this.runner;
			WorkerSlot assignedSlot = this.slot;
			if (assignedSlot != null) {
				assignedSlot.heard();
			}
			if (running != null) {
				running.rung();
			}
			else if (assignedSlot == null || assignedSlot.wanted() == WantedState.STOPPED) {
				haltBeforeBeginning(ExitCode.CONTROLLED);
			}
		}
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
		synchronized (this.beginning) {
			WorkerRunner running = this.runner;
			if (running == null) {
				haltBeforeBeginning(exitCodeBeforeBeginning);
			}
			else {
				running.end();
			}
		}
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
		WorkerSlot assignedSlot = this.slot;
		if (assignedSlot != null && call.thread() == this.livingThread) {
			// No other thread may write while that one could
			assignedSlot.failed(call.toString());
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
