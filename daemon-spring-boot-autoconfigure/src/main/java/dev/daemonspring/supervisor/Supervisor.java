package dev.daemonspring.supervisor;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import dev.daemonspring.child.Birth;
import dev.daemonspring.region.DaemonSlot;
import dev.daemonspring.region.ProcessPhase;
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

	private final StatusRegion region;

	private final ChildLauncher launcher;

	private final ScratchSlots scratchSlots;

	private final WorkerDiary diary;

	private final Runnable onDaemonEnd;

	private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1,
			(task) -> new Thread(task, "daemon-supervisor"));

	private final ScheduledThreadPoolExecutor launching = new ScheduledThreadPoolExecutor(1, (task) -> {
		Thread launcherThread = new Thread(task, "daemon-launcher");
		launcherThread.setDaemon(true);
		return launcherThread;
	});

	private final Deque<ManagedWorker> starts = new ArrayDeque<>();

	private final StandbyPool standbys;

	private final Map<Child, ManagedWorker> owners = new HashMap<>();

	private final Map<ManagedWorker, @Nullable Child> booting = new LinkedHashMap<>();

	private final int mostBooting = Math.max(2, Runtime.getRuntime().availableProcessors());

	private final CompletableFuture<Void> ended = new CompletableFuture<>();

	private boolean ending;

	/**
	 * Create a supervisor; it does nothing until it is started.
	 * @param specifications the workers
	 * @param region the status region, with a slot for each worker first
	 * @param launcher starts processes
	 * @param standbys processes that wait to be assigned
	 * @param diary tells the world what happens
	 * @param onDaemonEnd ends the daemon because a worker that is not forever went down
	 */
	Supervisor(Collection<WorkerSpecification> specifications, StatusRegion region, ChildLauncher launcher,
			StandbyPool standbys, WorkerDiary diary, Runnable onDaemonEnd) {
		this.region = region;
		this.launcher = launcher;
		this.standbys = standbys;
		this.diary = diary;
		this.onDaemonEnd = onDaemonEnd;
		this.scratchSlots = new ScratchSlots(region, specifications.size());
		int index = 0;
		for (WorkerSpecification specification : specifications) {
			this.workers.put(specification.name(), new ManagedWorker(specification, region.slot(index++)));
		}
		this.thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
		this.thread.setRemoveOnCancelPolicy(true);
	}

	Map<String, ManagedWorker> workers() {
		return Collections.unmodifiableMap(this.workers);
	}

	void start() {
		call(() -> {
			this.workers.values().forEach((worker) -> begin(worker, WorkerState.SPINUP));
			look();
			return true;
		});
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
			else if (!isStarting(worker)) {
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
			this.starts.remove(worker);
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
				if (!isStarting(worker)) {
					begin(worker, WorkerState.SPINUP);
				}
			}
			return true;
		});
	}

	private boolean isOccupied(ManagedWorker worker) {
		return worker.process() != null || this.booting.containsKey(worker);
	}

	private boolean isStarting(ManagedWorker worker) {
		return this.starts.contains(worker) || this.booting.containsKey(worker);
	}

	/**
	 * Have a process started for the worker as soon as there is room.
	 */
	private void begin(ManagedWorker worker, WorkerState meanwhile) {
		worker.verdict(meanwhile);
		Child standby = this.standbys.take(worker.specification().plan());
		if (standby != null) {
			occupy(worker, standby);
			return;
		}
		this.starts.addLast(worker);
		launchNext();
	}

	private void launchNext() {
		while (this.booting.size() < this.mostBooting && !this.starts.isEmpty() && !this.ending) {
			ManagedWorker worker = this.starts.removeFirst();
			this.booting.put(worker, null);
			this.launching.execute(() -> launch(worker.name(), worker.specification().plan(),
					(child) -> launched(worker, child), (failure) -> notLaunched(worker, failure)));
		}
	}

	/**
	 * Start a standby, when nobody waits for a process of its own.
	 */
	private void launchStandby(long now) {
		if (!this.ending && this.starts.isEmpty() && this.booting.isEmpty() && this.standbys.wantsMore(now)) {
			this.standbys.launching();
			this.launching.execute(() -> launch(Birth.STANDBY, this.standbys.plan(), this::standbyLaunched,
					(failure) -> this.standbys.failed(System.nanoTime())));
		}
	}

	private void standbyLaunched(Child child) {
		this.standbys.launched(child);
		child.onExit(this::onThread, (exit) -> childExited(child, exit));
		if (this.ending) {
			child.kill();
		}
	}

	private void standbyExited(Child child, ProcessExit exit) {
		this.standbys.remove(child);
		this.scratchSlots.giveBack(child.scratch());
		if (!this.ending) {
			this.diary.standbyExited(child, exit);
			if (child.scratch().phase() != ProcessPhase.READY) {
				this.standbys.failed(System.nanoTime());
			}
		}
		endWhenAllAreGone();
	}

	private void childExited(Child child, ProcessExit exit) {
		ManagedWorker owner = this.owners.remove(child);
		if (owner != null) {
			exited(owner, child, exit);
		}
		else {
			standbyExited(child, exit);
		}
	}

	/**
	 * Runs on the launching thread: the operating system may take its time.
	 */
	private void launch(String label, LaunchPlan plan, Consumer<Child> onSuccess, Consumer<Exception> onFailure) {
		DaemonSlot scratch = this.scratchSlots.take();
		try {
			Child child = this.launcher.launch(label, plan, scratch);
			onThread(() -> onSuccess.accept(child));
		}
		catch (IOException | RuntimeException ex) {
			this.scratchSlots.giveBack(scratch);
			onThread(() -> onFailure.accept(ex));
		}
	}

	private void launched(ManagedWorker worker, Child process) {
		this.booting.put(worker, process);
		process.onExit(this::onThread, (exit) -> childExited(process, exit));
		occupy(worker, process);
	}

	private void occupy(ManagedWorker worker, Child process) {
		this.owners.put(process, worker);
		worker.occupy(process);
		this.diary.started(worker, process);
		if (this.ending || worker.wanted() == WantedState.STOPPED) {
			endProcess(worker);
		}
	}

	private void notLaunched(ManagedWorker worker, Exception failure) {
		this.booting.remove(worker);
		worker.lastError("The process could not be started: " + failure.getMessage());
		logger.error("The process of worker '" + worker.name() + "' could not be started", failure);
		follow(worker, false);
		launchNext();
	}

	private void exited(ManagedWorker worker, Child process, ProcessExit exit) {
		this.booting.remove(worker);
		boolean stoppedItself = worker.vacate(process, exit);
		this.scratchSlots.giveBack(process.scratch());
		boolean controlled = this.ending || worker.isRestartAsked() || stoppedItself || worker.limitReached() != null
				|| worker.wanted() == WantedState.STOPPED;
		this.diary.exited(worker, process, exit, !controlled);
		follow(worker, stoppedItself);
		launchNext();
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
		if (this.ending && this.standbys.isEmpty() && this.workers.values().stream().noneMatch(this::isOccupied)) {
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
				this.diary.overdue(worker, process, "SIGTERM");
				process.terminate();
			}
		});
		schedule(2 * grace, () -> {
			if (process.isAlive()) {
				this.diary.overdue(worker, process, "SIGKILL");
				process.kill();
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
		boolean alert = !this.starts.isEmpty() || !this.booting.isEmpty();
		long now = System.nanoTime();
		for (ManagedWorker worker : this.workers.values()) {
			alert |= look(worker, now);
		}
		this.booting.values().removeIf((process) -> process != null && process.hasBooted());
		launchNext();
		this.standbys.tellReady(this.diary::standbyReady);
		launchStandby(now);
		return alert;
	}

	private boolean look(ManagedWorker worker, long now) {
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
			worker.limitReached(exceeded);
			this.diary.limitReached(worker, process);
			endProcess(worker);
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
			schedule(DUMP_GRACE.toNanos(), process::kill);
		}
	}

	/**
	 * Spin down every worker at the same time and wait until their processes are gone.
	 */
	void stop() {
		try {
			call(() -> {
				this.ending = true;
				this.starts.clear();
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
				// They have nothing to clean up
				this.standbys.waiting().forEach(Child::kill);
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
			this.launching.shutdown();
			this.diary.close();
			this.launcher.close();
			this.region.close();
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

}
