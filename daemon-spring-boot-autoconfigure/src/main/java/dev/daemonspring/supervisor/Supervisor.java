package dev.daemonspring.supervisor;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import dev.daemonspring.region.StatusRegion;
import dev.daemonspring.region.WantedState;
import dev.daemonspring.worker.WorkerState;

/**
 * Keeps worker processes alive. Everything is decided on one thread, in the order in
 * which it happens: exits of processes, wishes of operators, and looks at the status
 * region. Thread-safe; no method but {@link #stop()} waits for a process.
 */
final class Supervisor {

	private static final Log logger = LogFactory.getLog(Supervisor.class);

	private static final Duration CALM_LOOK = Duration.ofMillis(100);

	private static final Duration ALERT_LOOK = Duration.ofMillis(5);

	/**
	 * A process that reaches a limit sooner has one that is too low.
	 */
	private static final Duration SHORTEST_USE = Duration.ofMinutes(1);

	private static final Duration DUMP_GRACE = Duration.ofSeconds(1);

	private static final Duration EXIT_AFTER_KILL = Duration.ofSeconds(5);

	private final Map<String, ManagedWorker> workers = new TreeMap<>();

	private final Launchpad launchpad;

	private final StatusRegion region;

	private final WorkerDiary diary;

	private final Runnable onDaemonEnd;

	private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1,
			(task) -> new Thread(task, "daemon-supervisor"));

	private final ChildPool children;

	private final CompletableFuture<Void> spunUp = new CompletableFuture<>();

	private final CompletableFuture<Void> ended = new CompletableFuture<>();

	private boolean ending;

	/**
	 * Create a supervisor; it does nothing until it is started.
	 * @param specifications the workers
	 * @param launchpad the status region, and who starts processes
	 * @param standbys processes that wait to be assigned
	 * @param diary tells the world what happens
	 * @param onDaemonEnd ends the daemon because a worker that is not forever went down
	 */
	Supervisor(Collection<WorkerSpecification> specifications, Launchpad launchpad, StandbyPools standbys,
			WorkerDiary diary, Runnable onDaemonEnd) {
		this.launchpad = launchpad;
		this.region = launchpad.region();
		this.diary = diary;
		this.onDaemonEnd = onDaemonEnd;
		this.children = new ChildPool(launchpad, standbys, diary, this::onThread, new Tenants());
		int index = 0;
		for (WorkerSpecification specification : specifications) {
			this.workers.put(specification.name(), new ManagedWorker(specification, this.region.slot(index++)));
		}
		this.thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
		this.thread.setRemoveOnCancelPolicy(true);
	}

	Map<String, ManagedWorker> workers() {
		return Collections.unmodifiableMap(this.workers);
	}

	void start() {
		call(() -> {
			this.children.adopt(this.launchpad.takeAhead());
			this.workers.values().forEach((worker) -> begin(worker, WorkerState.SPINUP));
			this.children.settle();
			look();
			return true;
		});
	}

	/**
	 * Wait until every worker has spun up, or has gone down.
	 * @param atMost how long to wait
	 * @return the workers that have not
	 */
	List<String> awaitSpinup(Duration atMost) {
		try {
			this.spunUp.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException | TimeoutException ex) {
			// Who is late is told below
		}
		return spinningUp();
	}

	private List<String> spinningUp() {
		return this.workers.values()
			.stream()
			.filter((worker) -> worker.state() == WorkerState.SPINUP)
			.map(ManagedWorker::name)
			.toList();
	}

	boolean pause(ManagedWorker worker) {
		return call(() -> {
			if (!worker.isRunning()) {
				return false;
			}
			worker.want(WantedState.PAUSED);
			return true;
		});
	}

	boolean resume(ManagedWorker worker) {
		return call(() -> {
			if (!worker.isRunning()) {
				return false;
			}
			worker.want(WantedState.LOOPING);
			return true;
		});
	}

	boolean start(ManagedWorker worker) {
		return call(() -> {
			if (this.ending) {
				return false;
			}
			boolean stopping = worker.wanted() == WantedState.STOPPED;
			if (worker.isRunning() && !stopping) {
				return false;
			}
			worker.forgive();
			worker.want(WantedState.LOOPING);
			if (isOccupied(worker)) {
				// It is on its way down and can't be called back
				worker.askRestart();
				worker.order(WantedState.STOPPED);
			}
			else if (!this.children.isRequested(worker)) {
				begin(worker, WorkerState.SPINUP);
			}
			return true;
		});
	}

	boolean stop(ManagedWorker worker) {
		return call(() -> {
			if (worker.wanted() == WantedState.STOPPED && !worker.isRestartAsked() && !worker.isRunning()) {
				return false;
			}
			boolean failed = worker.state() == WorkerState.FAILED;
			worker.want(WantedState.STOPPED);
			worker.cancelStart();
			this.children.withdraw(worker);
			if (!isOccupied(worker)) {
				worker.verdict(WorkerState.STOPPED);
				worker.mailroom().processEnded(false);
			}
			else {
				endProcess(worker);
			}
			return !failed;
		});
	}

	boolean restart(ManagedWorker worker) {
		return call(() -> {
			if (this.ending) {
				return false;
			}
			worker.forgive();
			if (worker.wanted() == WantedState.STOPPED) {
				worker.want(WantedState.LOOPING);
			}
			if (isOccupied(worker)) {
				worker.askRestart();
				worker.order(WantedState.STOPPED);
				endProcess(worker);
			}
			else {
				worker.cancelStart();
				if (!this.children.isRequested(worker)) {
					begin(worker, WorkerState.SPINUP);
				}
			}
			return true;
		});
	}

	private boolean isOccupied(ManagedWorker worker) {
		return worker.process() != null || this.children.isBooting(worker);
	}

	private void begin(ManagedWorker worker, WorkerState meanwhile) {
		worker.verdict(meanwhile);
		this.children.request(worker);
	}

	private void occupy(ManagedWorker worker, Child process) {
		worker.occupy(process);
		this.diary.started(worker, process);
		if (this.ending || worker.wanted() == WantedState.STOPPED) {
			endProcess(worker);
		}
	}

	private void notLaunched(ManagedWorker worker, Exception failure) {
		worker.lastError("The process could not be started: " + failure.getMessage());
		logger.error("The process of worker '" + worker.name() + "' could not be started", failure);
		follow(worker, false);
	}

	private void exited(ManagedWorker worker, Child process, ProcessExit exit) {
		boolean stoppedItself = worker.vacate(process, exit);
		boolean controlled = this.ending || worker.isRestartAsked() || stoppedItself || worker.limitReached() != null
				|| worker.wanted() == WantedState.STOPPED;
		this.diary.exited(worker, process, exit, !controlled);
		follow(worker, stoppedItself);
	}

	private void follow(ManagedWorker worker, boolean stoppedItself) {
		ExitConsequence consequence = ExitConsequence.of(this.ending, worker.isRestartAsked(), worker.wanted(),
				worker.limitReached() != null, stoppedItself, worker.specification().description().forever());
		switch (consequence) {
			case STAY_STOPPED -> stayDown(worker, WorkerState.STOPPED);
			case START_AGAIN -> {
				worker.mailroom().processEnded(true);
				begin(worker, WorkerState.SPINUP);
			}
			case REPLACE -> replace(worker);
			case RESTART_BY_POLICY -> backOff(worker, worker::countRestart);
			case END_DAEMON -> {
				stayDown(worker, WorkerState.FAILED);
				this.diary.daemonEnds(worker);
				this.onDaemonEnd.run();
			}
		}
		endWhenAllAreGone();
	}

	private void endWhenAllAreGone() {
		if (this.ending && this.children.isEmpty()) {
			this.ended.complete(null);
		}
	}

	private void stayDown(ManagedWorker worker, WorkerState state) {
		worker.verdict(state);
		worker.mailroom().processEnded(false);
	}

	private void replace(ManagedWorker worker) {
		if (worker.occupiedFor(System.nanoTime()).compareTo(SHORTEST_USE) < 0) {
			this.diary.limitTooLow(worker);
			backOff(worker, worker::countReplacement);
		}
		else {
			worker.countReplacement();
			worker.mailroom().processEnded(true);
			begin(worker, WorkerState.SPINUP);
		}
	}

	private void backOff(ManagedWorker worker, Runnable count) {
		RestartDecision decision = worker.decideRestart(System.nanoTime());
		if (decision instanceof RestartDecision.Restart restart) {
			Duration delay = RestartPolicy.spread(restart.delay(), ThreadLocalRandom.current().nextDouble());
			worker.verdict(WorkerState.RESTARTING);
			worker.mailroom().processEnded(true);
			count.run();
			this.diary.restarts(worker, delay);
			if (delay.isZero()) {
				begin(worker, WorkerState.RESTARTING);
			}
			else {
				worker.pendingStart(this.thread.schedule(guarded(() -> begin(worker, WorkerState.RESTARTING)),
						delay.toNanos(), TimeUnit.NANOSECONDS));
			}
		}
		else {
			stayDown(worker, WorkerState.FAILED);
			this.diary.givenUp(worker);
		}
	}

	/**
	 * End the process of a worker: it is asked, then sent SIGTERM, then killed.
	 */
	private void endProcess(ManagedWorker worker) {
		Child process = worker.process();
		if (process == null) {
			return;
		}
		worker.order(WantedState.STOPPED);
		long grace = worker.specification().shutdownGrace().toNanos();
		schedule(grace, () -> {
			if (process.isAlive()) {
				this.diary.overdue(worker, process, process.terminate());
			}
		});
		schedule(2 * grace, () -> {
			if (process.isAlive()) {
				this.diary.overdue(worker, process, process.kill());
			}
		});
	}

	/**
	 * Look at the status region, again and again: more often while something is going on.
	 */
	private void look() {
		boolean alert = true;
		try {
			alert = lookAtAll();
		}
		finally {
			schedule((alert ? ALERT_LOOK : CALM_LOOK).toNanos(), this::look);
		}
	}

	private boolean lookAtAll() {
		this.region.beat();
		boolean alert = this.children.isBusy();
		long now = System.nanoTime();
		for (ManagedWorker worker : this.workers.values()) {
			alert |= look(worker, now);
		}
		this.children.look(this::isNeeded, now);
		if (!this.spunUp.isDone() && spinningUp().isEmpty()) {
			this.spunUp.complete(null);
		}
		return alert;
	}

	/**
	 * Return whether a worker lives, or is to live again, in a process that is shared.
	 */
	private boolean isNeeded(Child home) {
		return this.workers.values()
			.stream()
			.anyMatch((worker) -> worker.livesIn(home) || (worker.isRunning() && this.children.isHomeOf(worker, home)));
	}

	private boolean look(ManagedWorker worker, long now) {
		Child occupied = worker.process();
		ProcessExit departure = (occupied != null) ? occupied.departure() : null;
		if (occupied != null && departure != null) {
			exited(worker, occupied, departure);
		}
		WorkerState state = worker.state();
		worker.observeHealth(state, now);
		Child process = worker.process();
		Duration still = (process != null) ? worker.lookForStall(process, state, now) : null;
		if (process != null && still != null) {
			stalled(worker, process, still);
		}
		if (process != null && process.isProcess() && worker.limitReached() == null) {
			checkLimits(worker, process, now);
		}
		WorkerState before = worker.show(state);
		if (before != state) {
			this.diary.changed(worker, before, state);
		}
		boolean unsettled = state == WorkerState.SPINUP || state == WorkerState.SPINDOWN;
		boolean unfollowed = process != null && state.code() != worker.wanted().code() && state != WorkerState.STALLED;
		return unsettled || unfollowed;
	}

	private void checkLimits(ManagedWorker worker, Child process, long now) {
		String exceeded = worker.limitWatch().look(process.pid(), now);
		if (exceeded != null) {
			this.workers.values().stream().filter((other) -> other.livesIn(process.home())).forEach((other) -> {
				other.limitReached(exceeded);
				this.diary.limitReached(other, process);
				endProcess(other);
			});
			this.children.retire((home) -> home == process.home());
		}
	}

	private void stalled(ManagedWorker worker, Child process, Duration still) {
		this.diary.stalled(worker, process, still);
		worker.resetStall();
		boolean kill = process.isProcess()
				&& worker.specification().stallAction() == WorkerSpecification.StallAction.RESTART;
		if (kill) {
			worker.verdict(WorkerState.STALLED);
		}
		process.dumpThreads();
		if (kill) {
			schedule(DUMP_GRACE.toNanos(), () -> {
				if (process.isAlive()) {
					process.kill();
				}
			});
		}
	}

	/**
	 * Spin down every worker at the same time and wait until their processes are gone.
	 */
	void stop() {
		try {
			call(() -> {
				this.ending = true;
				this.children.end();
				for (ManagedWorker worker : this.workers.values()) {
					worker.cancelStart();
					if (isOccupied(worker)) {
						endProcess(worker);
					}
					else {
						stayDown(worker,
								(worker.state() == WorkerState.FAILED) ? WorkerState.FAILED : WorkerState.STOPPED);
					}
				}
				endWhenAllAreGone();
				return true;
			});
			this.ended.get(longestStop().toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			logger.error("Not every worker process ended", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			this.thread.shutdown();
			this.children.close();
			this.diary.close();
			this.launchpad.close();
		}
	}

	private Duration longestStop() {
		Duration longest = Duration.ZERO;
		for (ManagedWorker worker : this.workers.values()) {
			Duration grace = worker.specification().shutdownGrace();
			longest = (grace.compareTo(longest) > 0) ? grace : longest;
		}
		return longest.multipliedBy(2).plus(EXIT_AFTER_KILL);
	}

	private void schedule(long nanos, Runnable task) {
		try {
			this.thread.schedule(guarded(task), nanos, TimeUnit.NANOSECONDS);
		}
		catch (RejectedExecutionException ex) {
			// The daemon has ended; there is nothing left to look at
		}
	}

	private void onThread(Runnable task) {
		try {
			this.thread.execute(guarded(task));
		}
		catch (RejectedExecutionException ex) {
			// The daemon has ended
		}
	}

	private boolean call(Callable<Boolean> task) {
		try {
			return this.thread.submit(task).get();
		}
		catch (RejectedExecutionException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex.getCause());
		}
	}

	private static Runnable guarded(Runnable task) {
		return () -> {
			try {
				task.run();
			}
			catch (RuntimeException | Error ex) {
				logger.error("The supervisor failed in a step and goes on", ex);
			}
		};
	}

	/**
	 * The workers, as those who live in processes.
	 */
	private final class Tenants implements ChildPool.Tenants {

		@Override
		public void moveIn(ManagedWorker worker, Child child) {
			occupy(worker, child);
		}

		@Override
		public void notMovedIn(ManagedWorker worker, Exception failure) {
			notLaunched(worker, failure);
		}

		@Override
		public void moveOut(Child process, ProcessExit exit) {
			for (ManagedWorker worker : Supervisor.this.workers.values()) {
				Child child = worker.process();
				if (child != null && worker.livesIn(process)) {
					exited(worker, child, exit);
				}
			}
			endWhenAllAreGone();
		}

	}

}
