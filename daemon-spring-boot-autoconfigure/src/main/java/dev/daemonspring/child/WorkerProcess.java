package dev.daemonspring.child;

import java.nio.file.Path;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;

import dev.daemonspring.protocol.Assignment;
import dev.daemonspring.protocol.BootstrapMessage;
import dev.daemonspring.protocol.ExitCode;
import dev.daemonspring.protocol.Reservation;
import dev.daemonspring.protocol.SetLogLevel;
import dev.daemonspring.region.PrivateSlot;
import dev.daemonspring.region.ProcessPhase;
import dev.daemonspring.region.WorkerSlot;

/**
 * A worker process, from bootstrap to exit. It runs on the main thread; the control
 * thread and signal handlers notify it of events.
 */
final class WorkerProcess {

	private static final Log logger = LogFactory.getLog(WorkerProcess.class);

	private static final int SIGTERM_EXIT_CODE = 143;

	private final BootstrapMessage bootstrap;

	private final ProcessOutput output;

	private final WorkerLogging logging;

	private final WorkerSlot scratch;

	private final HostedWorkers workers = new HostedWorkers();

	private final LogLevels logLevels = new LogLevels();

	private final Rehearsal rehearsal = new Rehearsal();

	/**
	 * The slot of the worker that this process is reserved for, which another process
	 * writes to.
	 */
	private @Nullable WorkerSlot reservedSlot;

	private final ProcessTermination termination;

	private final MetersThread meters;

	/**
	 * Linked here, so that it is when a worker begins.
	 */
	private final Consumer<WorkerEnding> onEnding = (ending) -> endsNow();

	WorkerProcess(BootstrapMessage bootstrap, ProcessOutput output, LogFiles files) {
		this.bootstrap = bootstrap;
		this.output = output;
		this.logging = new WorkerLogging(bootstrap.label(), output, files);
		this.scratch = WorkerSlot.open(Path.of(bootstrap.region()), bootstrap.scratchSlot());
		this.termination = new ProcessTermination(bootstrap, output, this.workers, Runtime.getRuntime()::halt);
		this.meters = new MetersThread(Path.of(bootstrap.region()));
	}

	/**
	 * Boot, run workers, and exit. Does not return.
	 */
	void run() {
		this.scratch.begin(ProcessHandle.current().pid(), 0);
		this.scratch.phase(ProcessPhase.BOOTING);
		this.termination.install();
		// For an end that does not come this way, such as System.exit in the loop
		Runtime.getRuntime().addShutdownHook(new Thread(this.meters::end, "daemon-meters-end"));
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
	 * Run workers in the given context, which holds the application's bean definitions
	 * but is not refreshed. Does not return, so that nothing that follows
	 * {@code SpringApplication.run} in the application happens here.
	 */
	private void serve(ConfigurableApplicationContext context) {
		this.logLevels.begin(LoggingSystem.get(getClass().getClassLoader()));
		WorkerBeans beans = new WorkerBeans(context);
		this.meters.source(beans::meters);
		try {
			beans.refresh();
		}
		catch (Throwable ex) {
			bootFailed(ex);
			return;
		}
		boolean training = this.bootstrap.label().equals(BootstrapMessage.TRAINING);
		if (training || this.bootstrap.label().equals(BootstrapMessage.STANDBY)) {
			this.rehearsal.run(context, this.bootstrap.registered());
		}
		if (!this.workers.isReserved()) {
			this.scratch.phase(ProcessPhase.READY);
		}
		if (training) {
			this.termination.exitWithArchive();
		}
		try {
			HostedWorker reserved = this.workers.awaitReservation();
			if (reserved != null) {
				this.logging.reserve(reserved.assignment().label(), context.getEnvironment());
				prepare(reserved, beans);
			}
			HostedWorker first = this.workers.awaitArrival();
			this.scratch.phase(ProcessPhase.ASSIGNED);
			if (first != null) {
				this.logging.become(first.assignment().label(), context.getEnvironment());
			}
			if (first != null && !first.assignment().isShared()) {
				this.termination.exit(runAlone(first, beans));
			}
			else {
				new SharedProcessHost(this.workers, beans, this.output).host(first);
				this.meters.end();
				beans.close();
				this.termination.exit(ExitCode.CONTROLLED);
			}
		}
		catch (InterruptedException ex) {
			bootFailed(ex);
		}
	}

	/**
	 * Create the beans of the worker that this process is reserved for. If that fails,
	 * the process is of no use to anybody.
	 */
	private void prepare(HostedWorker worker, WorkerBeans beans) {
		this.scratch.phase(ProcessPhase.PREPARING);
		try {
			beans.prepare(worker.assignment(), worker.begin());
		}
		catch (Throwable ex) {
			preparationFailed(ex);
			return;
		}
		this.scratch.phase(ProcessPhase.HOT);
	}

	private void endsNow() {
		this.termination.limit();
	}

	private int runAlone(HostedWorker worker, WorkerBeans beans) {
		WorkerRunner begun = this.workers.begin(worker);
		if (begun == null) {
			return ExitCode.CONTROLLED;
		}
		begun.onEnding(this.onEnding);
		WorkerEnding ending = beans.run(worker.assignment(), begun);
		worker.ended(ending);
		begun.logFailure();
		this.meters.end();
		if (ending != WorkerEnding.FAILED) {
			beans.close();
		}
		return ending.exitCode();
	}

	private void bootFailed(Throwable failure) {
		FailureDescription description = report(failure);
		new FailureLog(logger, "The application could not boot in its worker process", description).write();
		this.termination.exit(ExitCode.WENT_DOWN);
	}

	/**
	 * The daemon tries again and again, and logs what is reported to it when that is new.
	 */
	private void preparationFailed(Throwable failure) {
		FailureDescription description = report(failure);
		logger.debug("The beans of the worker could not be created in its standby", description.loggable());
		this.termination.exit(ExitCode.WENT_DOWN);
	}

	private FailureDescription report(Throwable failure) {
		this.termination.limit();
		this.scratch.error(failure.getClass().getName());
		FailureDescription description = FailureDescription.of(failure);
		this.scratch.error(description.text());
		this.scratch.phase(ProcessPhase.BOOT_FAILED);
		return description;
	}

	/**
	 * The daemon has made this a standby of one worker alone.
	 */
	void reserved(Reservation reservation) {
		Assignment reserved = reservation.assignment();
		this.reservedSlot = slot(reserved);
		this.output.label(reserved.worker() + " " + BootstrapMessage.STANDBY);
		this.workers.reserve(new HostedWorker(reserved, new PrivateSlot().worker()));
	}

	/**
	 * The daemon has made this the process of a worker.
	 */
	void assigned(Assignment assigned) {
		this.rehearsal.end();
		this.output.label(assigned.label());
		WorkerSlot known = this.reservedSlot;
		WorkerSlot slot = (known != null) ? known : slot(assigned);
		if (assigned.isLeased()) {
			LeaseGuard.start(assigned, slot);
		}
		this.workers.arrive(new HostedWorker(assigned, slot));
	}

	private WorkerSlot slot(Assignment assigned) {
		return WorkerSlot.open(Path.of(this.bootstrap.region()), assigned.slot());
	}

	/**
	 * The daemon has rung the doorbell: there is a command or an order in a slot.
	 */
	void rung(int slot) {
		HostedWorker worker = this.workers.in(slot);
		if (worker == null) {
			return;
		}
		worker.rung();
		if (!worker.assignment().isShared()) {
			this.workers.ifUnwanted(() -> this.termination.haltUnbegun(ExitCode.CONTROLLED));
		}
	}

	/**
	 * The daemon wants the values of the meters.
	 */
	void metersWanted(int file) {
		this.meters.ring(file);
	}

	/**
	 * A worker that shares this process has not ended in time.
	 */
	void interrupted(int slot) {
		HostedWorker worker = this.workers.in(slot);
		if (worker != null) {
			worker.interrupt();
		}
	}

	/**
	 * An operator has changed the level of a logger.
	 */
	void logLevelChanged(SetLogLevel change) {
		this.logLevels.change(change);
	}

	/**
	 * The daemon no longer needs this process.
	 */
	void retired() {
		this.termination.request(ExitCode.CONTROLLED);
	}

	/**
	 * An operator has sent SIGTERM.
	 */
	void terminated() {
		this.termination.request(SIGTERM_EXIT_CODE);
	}

	/**
	 * The daemon is gone.
	 */
	void orphaned() {
		this.termination.orphaned();
	}

}
