package dev.daemonspring.supervisor;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.util.ReflectionUtils;

import dev.daemonspring.policy.ExitConsequence;
import dev.daemonspring.policy.OperatorOrder;
import dev.daemonspring.policy.OperatorOrder.Reply;
import dev.daemonspring.policy.ProcessEnding;
import dev.daemonspring.policy.ProcessEnding.Reason;
import dev.daemonspring.policy.ProcessEnding.Stage;
import dev.daemonspring.policy.Reconciler;
import dev.daemonspring.policy.Reconciler.Step;
import dev.daemonspring.policy.StallWatch.Finding;
import dev.daemonspring.policy.WorkerFacts;
import dev.daemonspring.process.Child;
import dev.daemonspring.process.ChildPool;
import dev.daemonspring.process.ConfigurationWatch;
import dev.daemonspring.process.EarlyProcess;
import dev.daemonspring.process.EventLoop;
import dev.daemonspring.process.LaunchQueue;
import dev.daemonspring.process.ProcessExit;
import dev.daemonspring.process.StandbyPools;
import dev.daemonspring.region.ProcessPhase;
import dev.daemonspring.region.WantedState;
import dev.daemonspring.worker.WorkerState;

/**
 * Keeps worker processes alive. Everything is decided on one thread, in the order in
 * which it happens: exits of processes, wishes of operators, and looks at the status
 * region. Each look compares what should be with what is and repairs the difference, so
 * that no step that failed half-way lasts. Thread-safe; no method but {@link #stop()}
 * waits for a process.
 */
final class Supervisor {

	private static final Log logger = LogFactory.getLog(Supervisor.class);

	private static final Duration CALM_LOOK = Duration.ofMillis(100);

	private static final Duration ALERT_LOOK = Duration.ofMillis(5);

	private static final Duration BACKGROUND_CHECK = Duration.ofSeconds(1);

	/**
	 * A process that reaches a limit sooner has one that is too low.
	 */
	private static final Duration SHORTEST_USE = Duration.ofMinutes(1);

	private static final Duration DUMP_GRACE = Duration.ofSeconds(1);

	private static final Duration EXIT_AFTER_KILL = Duration.ofSeconds(5);

	private final Map<String, ManagedWorker> workers = new TreeMap<>();

	private final SupervisorBootstrap launchpad;

	private final WorkerEventPublisher publisher;

	private final Runnable onDaemonEnd;

	private final ExecutorService launching;

	private final EventLoop thread;

	private final ChildPool<ManagedWorker> children;

	private final ConfigurationWatch configuration;

	private final PeriodicCheck backgroundCheck;

	private boolean started;

	private final CompletableFuture<Void> spunUp = new CompletableFuture<>();

	private final CompletableFuture<Void> ended = new CompletableFuture<>();

	private boolean ending;

	/**
	 * Create a supervisor; it does nothing until it is started.
	 * @param specifications the workers
	 * @param launchpad the status region, and who starts processes
	 * @param standbys processes that wait to be assigned
	 * @param publisher tells the world what happens
	 * @param launching the thread on which processes are started
	 * @param thread the thread on which everything else happens
	 * @param onDaemonEnd ends the daemon because a worker that is not forever went down
	 */
	Supervisor(Collection<WorkerSpecification> specifications, SupervisorBootstrap launchpad, StandbyPools standbys,
			WorkerEventPublisher publisher, ExecutorService launching, EventLoop thread, Runnable onDaemonEnd) {
		this.launchpad = launchpad;
		this.publisher = publisher;
		this.launching = launching;
		this.thread = thread;
		this.onDaemonEnd = onDaemonEnd;
		LaunchQueue launches = new LaunchQueue(launchpad.launcher(), launchpad.scratchSlots(), launching, thread);
		this.children = new ChildPool<>(launches, standbys, thread, new Tenants(), publisher);
		this.configuration = standbys.configuration();
		this.backgroundCheck = backgroundCheck();
		int index = 0;
		for (WorkerSpecification specification : specifications) {
			this.workers.put(specification.name(), new ManagedWorker(specification, launchpad.region().slot(index++)));
		}
	}

	private PeriodicCheck backgroundCheck() {
		RegionWatch regionWatch = new RegionWatch(this.launchpad, this.publisher);
		return new PeriodicCheck(BACKGROUND_CHECK, this.launching, () -> {
			regionWatch.check();
			this.configuration.check();
			this.launchpad.launcher().check();
		});
	}

	Map<String, ManagedWorker> workers() {
		return Collections.unmodifiableMap(this.workers);
	}

	/**
	 * Leave those workers stopped, when the others start, that are not selected.
	 */
	void select(WorkerSelection selection) {
		this.workers.values().stream().filter((worker) -> !selection.includes(worker.name())).forEach((worker) -> {
			worker.want(WantedState.STOPPED);
			worker.override(WorkerState.STOPPED);
		});
	}

	void start() {
		List<EarlyProcess> ahead = this.launchpad.takeAhead();
		this.thread.start(this::look);
		this.thread.call("start the workers", () -> {
			this.started = true;
			this.children.adopt(ahead);
			this.workers.values()
				.stream()
				.filter((worker) -> worker.wanted() != WantedState.STOPPED)
				.forEach((worker) -> begin(worker, WorkerState.SPINUP));
			this.children.settle();
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

	/**
	 * Return whether every worker has spun up once, or has gone down.
	 */
	boolean isSpunUp() {
		return this.spunUp.isDone();
	}

	private List<String> spinningUp() {
		return this.workers.values()
			.stream()
			.filter((worker) -> worker.state() == WorkerState.SPINUP)
			.map(ManagedWorker::name)
			.toList();
	}

	/**
	 * Follow an operator's order.
	 * @param order what is ordered
	 * @param worker the worker that it is for
	 * @return whether there was anything to do
	 */
	boolean follow(OperatorOrder order, ManagedWorker worker) {
		if (order == OperatorOrder.START || order == OperatorOrder.RESTART) {
			// Who has just edited the configuration wants that one
			this.configuration.check();
		}
		return call(order.name().toLowerCase(Locale.ROOT) + " worker '" + worker.name() + "'", () -> {
			Reply reply = order.in(worker.situation(), this.ending);
			long now = this.thread.now();
			switch (reply) {
				case REFUSE, KEEP -> {
				}
				case PAUSE -> worker.want(WantedState.PAUSED);
				case RESUME -> worker.want(WantedState.LOOPING);
				case START -> startNow(worker);
				case START_AFTER_END, REPLACE -> {
					worker.backoff().forgive();
					worker.rise();
					worker.end(Reason.RESTART, now);
				}
				case END -> {
					worker.want(WantedState.STOPPED);
					worker.end(Reason.STOP, now);
				}
				case STAY_DOWN -> {
					worker.want(WantedState.STOPPED);
					this.children.withdraw(worker);
					worker.rest(WorkerState.STOPPED);
				}
				case CLEAR -> {
					return clear(worker);
				}
			}
			return reply != Reply.REFUSE;
		});
	}

	private void startNow(ManagedWorker worker) {
		worker.backoff().forgive();
		worker.rise();
		if (!this.children.isRequested(worker)) {
			begin(worker, WorkerState.SPINUP);
		}
	}

	private boolean clear(ManagedWorker worker) {
		boolean failed = worker.state() == WorkerState.FAILED;
		boolean stopped = worker.wanted() == WantedState.STOPPED;
		worker.want(WantedState.STOPPED);
		if (failed) {
			worker.override(WorkerState.STOPPED);
		}
		return !failed && !stopped;
	}

	private boolean call(String what, BooleanSupplier task) {
		try {
			return this.thread.call(what, task::getAsBoolean);
		}
		catch (RejectedExecutionException | CancellationException ex) {
			// The daemon has ended
			return false;
		}
	}

	private void begin(ManagedWorker worker, WorkerState meanwhile) {
		worker.backoff().cancel();
		worker.rise();
		worker.override(meanwhile);
		this.children.request(worker);
	}

	private void notLaunched(ManagedWorker worker, Throwable failure) {
		worker.lastError("The process could not be started: " + failure);
		this.publisher.notStarted(worker, failure);
		if (worker.isToRun() && !this.ending) {
			backOff(worker, false);
		}
	}

	private void exited(ManagedWorker worker, Child process, ProcessExit exit) {
		ProcessEnding end = worker.ending();
		Reason reason = (end != null) ? end.reason() : Reason.OWN;
		boolean stoppedItself = worker.hearLastWords(process, exit);
		boolean limitReached = worker.limitReached() != null;
		boolean controlled = this.ending || reason == Reason.RESTART || stoppedItself || limitReached
				|| worker.wanted() == WantedState.STOPPED;
		ExitConsequence consequence = ExitConsequence.of(this.ending, reason == Reason.RESTART, worker.wanted(),
				reason == Reason.NOT_TAKEN_UP, limitReached, stoppedItself, worker.isForever());
		worker.vacate(consequence.meanwhile());
		try {
			this.publisher.exited(worker, process, exit, !controlled);
			if (!controlled && exit.isError() && process.home().scratch().phase() == ProcessPhase.BORN) {
				explain(worker, process, exit);
			}
		}
		finally {
			carryOut(consequence, worker);
		}
	}

	/**
	 * Tell, when it is found out, why a process ended before it could say anything.
	 */
	private void explain(ManagedWorker worker, Child process, ProcessExit exit) {
		String unexplained = worker.lastError();
		try {
			process.home().explain(exit, this.thread, (lines) -> {
				if (Objects.equals(worker.lastError(), unexplained)) {
					worker.lastError(
							"The process ended with " + exit + " before it could say why. Its last lines: " + lines);
					this.publisher.explained(worker, process, exit, lines);
				}
			});
		}
		catch (RuntimeException | OutOfMemoryError ex) {
			// It stays unknown
		}
	}

	private void carryOut(ExitConsequence consequence, ManagedWorker worker) {
		switch (consequence) {
			case STAY_STOPPED -> worker.rest(WorkerState.STOPPED);
			case START_AGAIN -> {
				worker.calls().processEnded(true);
				begin(worker, WorkerState.SPINUP);
			}
			case REPLACE -> replace(worker);
			case RESTART_BY_POLICY -> backOff(worker, false);
			case END_DAEMON -> {
				worker.rest(WorkerState.FAILED);
				this.publisher.downForGood(worker);
				this.onDaemonEnd.run();
			}
		}
	}

	private void replace(ManagedWorker worker) {
		if (worker.occupiedFor(this.thread.now()).compareTo(SHORTEST_USE) < 0) {
			this.publisher.limitTooLow(worker);
			backOff(worker, true);
		}
		else {
			worker.countReplacement();
			worker.calls().processEnded(true);
			begin(worker, WorkerState.SPINUP);
		}
	}

	private void backOff(ManagedWorker worker, boolean replacement) {
		Duration delay = worker.backoff().schedule(this.thread.now());
		if (delay == null) {
			worker.rest(WorkerState.FAILED);
			this.publisher.givenUp(worker);
			return;
		}
		worker.override(WorkerState.RESTARTING);
		worker.calls().processEnded(true);
		if (replacement) {
			worker.countReplacement();
		}
		else {
			worker.countRestart();
		}
		this.publisher.restarts(worker, delay);
		if (delay.isZero()) {
			begin(worker, WorkerState.RESTARTING);
		}
	}

	/**
	 * Look at the status region and at the processes, and repair what is not as it should
	 * be.
	 * @return in how many nanoseconds to look again: sooner while something is going on
	 */
	private long look() {
		if (!this.started) {
			// The thread runs, and the workers' start is what it does next
			return ALERT_LOOK.toNanos();
		}
		long now = this.thread.now();
		this.launchpad.region().beat();
		this.backgroundCheck.look(now);
		boolean alert = this.children.isBusy();
		long next = CALM_LOOK.toNanos();
		Throwable failure = null;
		for (ManagedWorker worker : this.workers.values()) {
			try {
				look(worker, now);
			}
			catch (RuntimeException | Error ex) {
				// One worker's trouble is not the others'
				failure = ex;
			}
			alert |= worker.isUnsettled();
			next = Math.min(next, worker.backoff().remaining(now, next));
		}
		this.children.look(this::isNeeded, now);
		if (!isSpunUp() && spinningUp().isEmpty()) {
			this.spunUp.complete(null);
		}
		if (this.ending && this.children.isEmpty()) {
			this.ended.complete(null);
		}
		if (failure != null) {
			ReflectionUtils.rethrowRuntimeException(failure);
		}
		return alert ? ALERT_LOOK.toNanos() : next;
	}

	/**
	 * Return whether a worker lives, or is to live again, in a process that is shared.
	 */
	private boolean isNeeded(Child home) {
		return this.workers.values()
			.stream()
			.anyMatch((worker) -> worker.livesIn(home) || (worker.isRunning() && this.children.isHomeOf(worker, home)));
	}

	private void look(ManagedWorker worker, long now) {
		Child occupied = worker.process();
		ProcessExit departure = (occupied != null) ? occupied.departure() : null;
		if (occupied != null && departure != null) {
			exited(worker, occupied, departure);
		}
		WorkerFacts facts = worker.facts(this.ending, this.children.isRequested(worker), now);
		Reconciler.reconcile(facts).forEach((step) -> perform(step, worker, facts, now));
		WorkerState state = worker.state();
		worker.backoff().observe((worker.process() != null) ? state : null, now);
		Child process = worker.process();
		if (process != null && worker.ending() == null) {
			lookForStall(worker, process, state, now);
		}
		if (process != null && process.isProcess() && worker.ending() == null) {
			checkLimits(worker, process, now);
		}
		WorkerState before = worker.show(state);
		if (before != state) {
			this.publisher.changed(worker, before, state);
		}
	}

	private void perform(Step step, ManagedWorker worker, WorkerFacts facts, long now) {
		if (step.isRepair() && (step != Step.RING || worker.watch().isFirstRing())) {
			this.publisher.repairs(worker, step, facts);
		}
		Child process = worker.process();
		switch (step) {
			case CANCEL_START -> worker.backoff().cancel();
			case WITHDRAW -> this.children.withdraw(worker);
			case START, START_LOST -> begin(worker, WorkerState.RESTARTING);
			case END -> worker.end(Reason.STOP, now);
			case LIMIT_OWN_END -> worker.end(Reason.OWN, now);
			case RING -> worker.ring();
			case SHOW -> worker.override(facts.toRun() ? WorkerState.RESTARTING : WorkerState.STOPPED);
			case TELL_EXIT -> {
				if (process != null) {
					ProcessExit exit = process.exit();
					exited(worker, process, (exit != null) ? exit : ProcessExit.UNKNOWN);
				}
			}
			case PRESS -> {
				if (process != null) {
					press(worker, process, now);
				}
			}
			case START_ELSEWHERE -> {
				if (process != null) {
					worker.end(Reason.NOT_TAKEN_UP, now);
					kill(worker, process, now);
				}
			}
		}
	}

	private void press(ManagedWorker worker, Child process, long now) {
		ProcessEnding end = worker.ending();
		if (end != null) {
			ProcessEnding pressed = end.pressed(now);
			worker.ending(pressed);
			String done = (pressed.stage() == Stage.KILLED) ? process.kill() : process.terminate();
			if (end.reason() != Reason.STALL) {
				this.publisher.overdue(worker, process, done);
			}
		}
	}

	private void kill(ManagedWorker worker, Child process, long now) {
		ProcessEnding end = worker.ending();
		if (end != null) {
			worker.ending(end.killed(now));
		}
		process.kill();
	}

	private void checkLimits(ManagedWorker worker, Child process, long now) {
		String exceeded = worker.limitWatch().look(process.pid(), now);
		if (exceeded != null) {
			this.workers.values().stream().filter((other) -> other.livesIn(process.home())).forEach((other) -> {
				other.limitReached(exceeded);
				this.publisher.limitReached(other, process);
				other.end(Reason.LIMIT, now);
			});
			this.children.retire((home) -> home == process.home());
		}
	}

	private void lookForStall(ManagedWorker worker, Child process, WorkerState state, long now) {
		Duration late = worker.watch().lookForLateStart(process, now);
		if (late != null) {
			this.publisher.startsTooSlowly(worker, process, late);
			stalled(worker, process, now);
			return;
		}
		Finding finding = worker.watch().lookForProgress(process, worker.slot(), state, now);
		if (finding == Finding.QUIET) {
			worker.ring();
		}
		else if (finding == Finding.STALLED) {
			this.publisher.stalled(worker, process, worker.watch().still());
			stalled(worker, process, now);
		}
	}

	/**
	 * Have the threads of a worker's process dumped and, where that was configured, end
	 * it: soon, so that the dump can be written.
	 */
	private void stalled(ManagedWorker worker, Child process, long now) {
		worker.watch().resetProgress();
		process.dumpThreads();
		if (process.isProcess() && worker.specification().stallAction() == WorkerSpecification.StallAction.RESTART) {
			worker.override(WorkerState.STALLED);
			worker.ending(new ProcessEnding(Reason.STALL, Stage.TERMINATED, now, DUMP_GRACE));
		}
	}

	/**
	 * Spin down every worker at the same time and wait until their processes are gone.
	 */
	void stop() {
		try {
			call("end the workers", () -> {
				this.ending = true;
				this.children.end();
				for (ManagedWorker worker : this.workers.values()) {
					if (worker.process() != null) {
						worker.end(Reason.STOP, this.thread.now());
					}
					else {
						this.children.withdraw(worker);
						worker.rest((worker.state() == WorkerState.FAILED) ? WorkerState.FAILED : WorkerState.STOPPED);
					}
				}
				return true;
			});
			this.ended.get(longestStop().toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (IllegalStateException | ExecutionException | TimeoutException ex) {
			logger.error("Not every worker process ended", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			this.thread.close();
			this.launching.shutdown();
			this.publisher.close();
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

	/**
	 * The workers, as those who live in processes.
	 */
	private final class Tenants implements ChildPool.TenantListener<ManagedWorker> {

		@Override
		public void assigned(ManagedWorker worker, Child child) {
			worker.occupy(child, Supervisor.this.thread.now());
			Supervisor.this.publisher.started(worker, child);
		}

		@Override
		public void notStarted(ManagedWorker worker, Throwable failure) {
			notLaunched(worker, failure);
		}

		@Override
		public void exited(Child process, ProcessExit exit) {
			for (ManagedWorker worker : Supervisor.this.workers.values()) {
				Child child = worker.process();
				if (child != null && worker.livesIn(process)) {
					Supervisor.this.exited(worker, child, exit);
				}
			}
		}

		@Override
		public boolean hasTenant(Child process) {
			return Supervisor.this.workers.values().stream().anyMatch((worker) -> worker.livesIn(process));
		}

	}

}
