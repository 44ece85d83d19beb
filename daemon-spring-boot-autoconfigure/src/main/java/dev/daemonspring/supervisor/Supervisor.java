package dev.daemonspring.supervisor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import dev.daemonspring.policy.OperatorOrder;
import dev.daemonspring.process.ChildPool;
import dev.daemonspring.process.ConfigurationWatch;
import dev.daemonspring.process.EarlyProcess;
import dev.daemonspring.process.EventLoop;
import dev.daemonspring.process.LaunchQueue;
import dev.daemonspring.process.StandbyPools;
import dev.daemonspring.region.WantedState;
import dev.daemonspring.worker.WorkerState;

/**
 * A supervisor that keeps worker processes alive. All decisions are made on one thread,
 * in the order in which events occur: exits of processes, orders of operators, and looks
 * at the status region. Each look compares what should be with what is and repairs the
 * difference, so that a step that failed half-way does not last. Thread-safe; only
 * {@link #awaitSpinup} and {@link #stop()} wait for processes.
 */
final class Supervisor {

	private static final Log logger = LogFactory.getLog(Supervisor.class);

	private static final Duration BACKGROUND_CHECK = Duration.ofSeconds(1);

	static final Duration EXIT_AFTER_KILL = Duration.ofSeconds(5);

	private final ManagedWorkers workers;

	private final SupervisorBootstrap bootstrap;

	private final WorkerEventPublisher publisher;

	private final LifeJournal journal;

	private final ExecutorService launching;

	private final EventLoop thread;

	private final ChildPool<ManagedWorker> children;

	private final ConfigurationWatch configuration;

	private final PeriodicCheck backgroundCheck;

	private final WorkerStarter starter;

	private final ExitHandler exits;

	private final OrderHandler orders;

	private final InstanceScaling scaling;

	private final RollingRestarts rollingRestarts;

	private final WorkersCheck workersCheck;

	private final DoneCheck doneCheck;

	private final ChangedLogLevels logLevels;

	private final StandbyPools standbys;

	private @Nullable WorkerLeases leases;

	private volatile ProcessMetrics metrics = ProcessMetrics.NONE;

	private final List<PeriodicCheck> furtherChecks = new ArrayList<>();

	private volatile long looks;

	private volatile int readyStandbys;

	private boolean started;

	private boolean ending;

	private final SupervisorMilestones milestones = new SupervisorMilestones();

	/**
	 * Create a supervisor; it does nothing until it is started.
	 * @param specifications the workers
	 * @param bootstrap the status region, and what starts processes
	 * @param standbys the pools of processes that wait to be assigned
	 * @param publisher publishes and logs what happens
	 * @param journal keeps the lives of the workers
	 * @param launching the thread on which processes are started
	 * @param thread the thread on which everything else happens
	 * @param daemonEnd ends the daemon because of its workers
	 */
	Supervisor(Collection<WorkerSpecification> specifications, SupervisorBootstrap bootstrap, StandbyPools standbys,
			WorkerEventPublisher publisher, LifeJournal journal, ExecutorService launching, EventLoop thread,
			DaemonEnd daemonEnd) {
		this.bootstrap = bootstrap;
		this.publisher = publisher;
		this.journal = journal;
		this.launching = launching;
		this.thread = thread;
		this.standbys = standbys;
		this.configuration = standbys.configuration();
		BackgroundCheck files = new BackgroundCheck(new RegionWatch(bootstrap, publisher), this.configuration,
				bootstrap.launcher());
		this.backgroundCheck = new PeriodicCheck(BACKGROUND_CHECK, launching, () -> {
			files.run();
			this.metrics.removeUnused();
		});
		this.workers = new ManagedWorkers(specifications, bootstrap.region(), thread, journal);
		this.logLevels = new ChangedLogLevels(this.workers, publisher::trouble);
		LaunchQueue launches = new LaunchQueue(bootstrap.launcher(), bootstrap.scratchSlots(), launching, thread);
		this.children = new ChildPool<>(launches, standbys, thread,
				new ProcessEvents(this.workers, this::exits, publisher, this.logLevels, thread), publisher);
		BooleanSupplier daemonEnding = () -> this.ending;
		this.starter = new WorkerStarter(this.children, publisher, thread);
		this.exits = new ExitHandler(this.starter, publisher, thread, daemonEnding, daemonEnd::workerWentDown);
		this.doneCheck = new DoneCheck(daemonEnd, daemonEnding);
		this.orders = new OrderHandler(this.children, this.starter, thread, daemonEnding);
		this.scaling = new InstanceScaling(this.orders, publisher, thread, daemonEnding);
		this.rollingRestarts = new RollingRestarts(this.children, this.orders,
				new PlannedReplacements(this.workers, this.children, this.orders, publisher, thread), publisher, thread,
				daemonEnding);
		this.workersCheck = new WorkersCheck(this.workers,
				new WorkerCheck(this.workers, this.children, this.starter, this.exits, publisher, thread, daemonEnding),
				this.rollingRestarts, publisher, thread);
	}

	private ExitHandler exits() {
		return this.exits;
	}

	/**
	 * Have the workers that the replicas of the application share run only while their
	 * leases are held here. To be called before the start.
	 */
	void share(WorkerLeases shared) {
		this.leases = shared;
		for (ManagedWorker worker : this.workers) {
			if (worker.specification().cluster()) {
				worker.lease(shared.lease(worker.name(), worker.specification().shutdownGrace()));
			}
		}
	}

	/**
	 * Have the processes tell their meters. To be called before the start.
	 */
	void tellMeters(ProcessMetrics told) {
		this.metrics = told;
	}

	/**
	 * Have processes replaced before the memory that is shared out is exhausted. To be
	 * called before the start.
	 */
	void shareMemory(MemorySharing sharing) {
		shareMemory(sharing, MemoryRoom::taken);
	}

	void shareMemory(MemorySharing sharing, LongFunction<OptionalLong> taken) {
		LimitCheck limits = new LimitCheck(this.workers, this.children, this.publisher);
		alsoCheck(BACKGROUND_CHECK,
				new MemoryPressure(sharing, this.workers, limits, this.publisher, this.thread, taken));
	}

	/**
	 * Have something else checked again and again, on the thread that starts processes.
	 * To be called before the start.
	 */
	void alsoCheck(Duration period, Runnable check) {
		this.furtherChecks.add(new PeriodicCheck(period, this.launching, check));
	}

	private void leaseChanged(String name) {
		ManagedWorker worker = find(name);
		if (worker != null) {
			this.thread.execute(() -> this.workersCheck.check(worker, this.thread.now()));
		}
	}

	/**
	 * Return an instance of a worker, or {@code null} if none has that name.
	 */
	@Nullable ManagedWorker find(String name) {
		return this.workers.find(name);
	}

	/**
	 * Return the instances that have the given names, without those that share a process
	 * or are leaving.
	 */
	List<ManagedWorker> findOwn(List<String> names) {
		return names.stream()
			.map(this.workers::find)
			.filter(Objects::nonNull)
			.filter((worker) -> worker.sharedProcess() == null && !worker.isLeaving())
			.toList();
	}

	/**
	 * Return the instances of a worker, or {@code null} if none has that name.
	 */
	@Nullable WorkerGroup group(String name) {
		return this.workers.group(name);
	}

	/**
	 * Return the instances of each worker.
	 */
	Collection<WorkerGroup> groups() {
		return this.workers.groups();
	}

	/**
	 * Start the workers.
	 * @param selection which of them to start; the others stay stopped until they are
	 * started
	 */
	void start(WorkerSelection selection) {
		List<EarlyProcess> early = this.bootstrap.takeEarlyProcesses();
		this.thread.start(this::look);
		this.thread.call("start the workers", () -> {
			this.started = true;
			this.children.adopt(early);
			for (ManagedWorker worker : this.workers) {
				boolean wanted = worker.index() < worker.group().wanted();
				if (!wanted || !selection.includes(worker.specification().name())) {
					worker.want(WantedState.STOPPED);
				}
				if (worker.wanted() != WantedState.STOPPED) {
					this.starter.start(worker, WorkerState.SPINUP);
				}
			}
			this.children.keepUnclaimed();
			return true;
		});
		this.thread.execute(RecoveryClasses::initialize);
		if (this.leases != null) {
			this.leases.start(this::leaseChanged, this.publisher::trouble);
		}
	}

	/**
	 * Wait until every worker has spun up or gone down.
	 * @param atMost how long to wait
	 * @return the names of the workers that are still spinning up
	 */
	List<String> awaitSpinup(Duration atMost) {
		this.milestones.awaitSpunUp(atMost);
		return this.workers.spinningUp();
	}

	/**
	 * Return whether all workers have spun up, or have gone down.
	 */
	boolean isSpunUp() {
		return this.milestones.isSpunUp();
	}

	/**
	 * Return how often all workers have been looked at. A number that does not grow any
	 * more means that nobody keeps them running.
	 */
	long looks() {
		return this.looks;
	}

	/**
	 * Return what there is to say of the workers, in a line.
	 */
	String status() {
		return ServiceStatus.of(this.workers, this.readyStandbys);
	}

	/**
	 * Return how many standbys are ready.
	 */
	int readyStandbys() {
		return this.readyStandbys;
	}

	/**
	 * Follow an operator's order.
	 * @param order the order
	 * @param worker the worker that it is for
	 * @return the answer to the operator, as {@link Workers} describes it
	 */
	boolean follow(OperatorOrder order, ManagedWorker worker) {
		if (order == OperatorOrder.START || order == OperatorOrder.RESTART) {
			// An operator who has just edited the configuration expects it to be used
			this.configuration.check();
		}
		return call(order.name().toLowerCase(Locale.ROOT) + " worker '" + worker.name() + "'",
				() -> this.orders.follow(order, worker));
	}

	/**
	 * Have so many instances of a worker.
	 * @param group the instances
	 * @param number how many there are to be, within the limits of the worker
	 * @param by who wants it, in words
	 * @return whether that changes anything
	 */
	boolean scale(WorkerGroup group, int number, String by) {
		return this.metrics.scale(group, number, () -> call("scale worker '" + group.specification().name() + "'",
				() -> this.scaling.scale(group, number, by)));
	}

	/**
	 * Restart instances one after the other.
	 * @return whether that begins
	 */
	boolean restartRolling(List<ManagedWorker> instances) {
		this.configuration.check();
		return call("begin a rolling restart", () -> this.rollingRestarts.begin(instances));
	}

	/**
	 * Change the level of a logger in all worker processes, and in those that follow.
	 * Does not wait.
	 * @param name the logger's name
	 * @param level the name of the level, or {@code null} for the one that is inherited
	 */
	void setLogLevel(String name, @Nullable String level) {
		this.thread.execute(() -> this.logLevels.change(name, level));
	}

	private boolean call(String what, BooleanSupplier task) {
		try {
			return this.thread.call(what, task::getAsBoolean);
		}
		catch (RejectedExecutionException | CancellationException ex) {
			// The daemon has ended, or the caller was interrupted
			return false;
		}
	}

	/**
	 * Return the file of the status region.
	 */
	Path regionFile() {
		return this.bootstrap.region().file();
	}

	/**
	 * Look at the status region and at the processes, and repair what is not as it should
	 * be.
	 * @return in how many nanoseconds to look again: sooner while something is in
	 * progress
	 */
	private long look() {
		assert this.thread.inEventLoop();
		if (!this.started) {
			// The thread is running, and starts the workers next
			return WorkersCheck.ALERT_LOOK.toNanos();
		}
		long now = this.thread.now();
		this.bootstrap.region().heartbeat();
		this.backgroundCheck.look(now);
		for (PeriodicCheck check : this.furtherChecks) {
			check.look(now);
		}
		long next = this.workersCheck.check(now, this.children.isBusy());
		this.children.check((home) -> this.workers.need(home, this.children), now);
		this.readyStandbys = this.standbys.ready();
		if (this.leases != null) {
			this.leases.prepared(!this.standbys.isLacking(now));
		}
		reachMilestones();
		this.doneCheck.check(this.workers);
		this.looks++;
		this.workersCheck.rethrowFailure();
		return next;
	}

	private void reachMilestones() {
		if (!isSpunUp() && this.workers.spinningUp().isEmpty()) {
			this.milestones.reachSpunUp();
		}
		if (this.ending && this.children.isEmpty()) {
			this.milestones.reachEnd();
		}
	}

	/**
	 * Spin down all workers at the same time and wait until their processes are gone, for
	 * at most twice the longest grace period plus five seconds.
	 */
	void stop() {
		try {
			call("end the workers", this::endWorkers);
			this.milestones.awaitEnd(this.workers.longestGrace().multipliedBy(2).plus(EXIT_AFTER_KILL));
		}
		catch (IllegalStateException | ExecutionException | TimeoutException ex) {
			logger.error("Not every worker process ended", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			if (this.leases != null) {
				this.leases.close();
			}
			this.thread.close();
			this.launching.shutdown();
			this.publisher.close();
			this.journal.close();
			this.bootstrap.close();
		}
	}

	private boolean endWorkers() {
		this.ending = true;
		this.children.end();
		for (ManagedWorker worker : this.workers) {
			this.orders.end(worker);
		}
		return true;
	}

}
