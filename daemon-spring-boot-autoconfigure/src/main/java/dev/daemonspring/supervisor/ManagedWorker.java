package dev.daemonspring.supervisor;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.child.Assignment;
import dev.daemonspring.region.Activity;
import dev.daemonspring.region.DaemonSlot;
import dev.daemonspring.region.SlotSnapshot;
import dev.daemonspring.region.WantedState;
import dev.daemonspring.supervisor.StallWatch.Finding;
import dev.daemonspring.supervisor.WorkerSpecification.Descendants;
import dev.daemonspring.worker.WorkerState;

/**
 * What the supervisor knows of one worker: its specification, what is wanted of it, its
 * process, and its history. Written by the supervisor's thread only; what {@link #info()}
 * and {@link #state()} read may be read by any.
 */
final class ManagedWorker {

	private final WorkerSpecification specification;

	private final DaemonSlot slot;

	private final Mailroom mailroom;

	private volatile WantedState wanted = WantedState.LOOPING;

	private volatile @Nullable Child process;

	private volatile long restarts;

	private volatile @Nullable String lastExit;

	private volatile @Nullable String lastError;

	private volatile long failuresSeen;

	private int incarnation;

	private boolean restartAsked;

	private boolean restartAfterCrash;

	private RestartHistory history = RestartHistory.NONE;

	private @Nullable Long healthySince;

	private WorkerState shown = WorkerState.STOPPED;

	private @Nullable ScheduledFuture<?> pendingStart;

	private final StallWatch stallWatch;

	private final StallWatch startWatch;

	private final LimitWatch limitWatch;

	private volatile long replacements;

	private long occupiedAt;

	private @Nullable String limitReached;

	ManagedWorker(WorkerSpecification specification, DaemonSlot slot) {
		this.specification = specification;
		this.slot = slot;
		this.mailroom = new Mailroom(specification.name(), slot, specification.commandTimeout());
		this.stallWatch = new StallWatch(specification.stallTimeout());
		this.startWatch = new StallWatch(specification.startTimeout());
		this.limitWatch = new LimitWatch(specification.limits());
		slot.name(specification.name());
		slot.verdict(WorkerState.STOPPED, 0);
	}

	String name() {
		return this.specification.name();
	}

	/**
	 * Return how the log names the worker's process before the worker has it.
	 */
	String label() {
		String shared = this.specification.process();
		return (shared != null) ? shared : name();
	}

	WorkerSpecification specification() {
		return this.specification;
	}

	DaemonSlot slot() {
		return this.slot;
	}

	Mailroom mailroom() {
		return this.mailroom;
	}

	/**
	 * Look whether the worker has stopped making progress, in whatever it is to do now.
	 * @param child its process
	 * @param state its state
	 * @param now the current time in nanoseconds
	 * @return how long it has made none, when that is too long, or {@code null}
	 */
	@Nullable Duration lookForStall(Child child, WorkerState state, long now) {
		if (!child.hasBooted()) {
			boolean late = this.startWatch.look(0, Activity.SPINUP, now) == Finding.STALLED;
			return late ? this.startWatch.still() : null;
		}
		boolean watched = switch (state) {
			case LOOPING, PAUSED, SPINUP, SPINDOWN -> true;
			default -> false;
		};
		if (!watched) {
			this.stallWatch.reset();
			return null;
		}
		Finding finding = this.stallWatch.look(this.slot.progress(), this.slot.activity(), now);
		if (finding == Finding.QUIET) {
			ring();
		}
		return (finding == Finding.STALLED) ? this.stallWatch.still() : null;
	}

	/**
	 * Start to watch for progress anew.
	 */
	void resetStall() {
		this.stallWatch.reset();
		this.startWatch.reset();
	}

	LimitWatch limitWatch() {
		return this.limitWatch;
	}

	/**
	 * Note that the process is to be replaced.
	 * @param reason the limit that it has reached
	 */
	void limitReached(String reason) {
		this.limitReached = reason;
	}

	/**
	 * Return which limit the process has reached, or {@code null}.
	 */
	@Nullable String limitReached() {
		return this.limitReached;
	}

	void countReplacement() {
		this.replacements = this.replacements + 1;
	}

	/**
	 * Return how long the worker has had, or had, its latest process.
	 */
	Duration occupiedFor(long now) {
		return Duration.ofNanos(now - this.occupiedAt);
	}

	WorkerState state() {
		return this.slot.state();
	}

	WantedState wanted() {
		return this.wanted;
	}

	@Nullable Child process() {
		return this.process;
	}

	/**
	 * Return whether the worker lives in a process, alone or with others.
	 */
	boolean livesIn(Child home) {
		Child child = this.process;
		return child != null && child.home() == home;
	}

	/**
	 * Return whether the worker has, or will have, a process.
	 */
	boolean isRunning() {
		WorkerState state = state();
		return state != WorkerState.STOPPED && state != WorkerState.FAILED;
	}

	/**
	 * Note what the operator asks for, and order the process to do so.
	 */
	void want(WantedState wanted) {
		this.wanted = wanted;
		issue(wanted);
	}

	/**
	 * Order the process to do something, whatever is wanted in the long run.
	 */
	void order(WantedState ordered) {
		noteSelfPause();
		issue(ordered);
	}

	private void issue(WantedState ordered) {
		this.slot.wanted(ordered);
		ring();
	}

	/**
	 * A worker that paused itself stays paused, also in its next process.
	 */
	private void noteSelfPause() {
		if (this.slot.pausedItself()) {
			this.wanted = WantedState.PAUSED;
		}
	}

	void ring() {
		Child running = this.process;
		if (running != null) {
			running.ring(this.slot.index(), this.slot.heard());
		}
	}

	/**
	 * State what the process can't: that there is none.
	 */
	void verdict(WorkerState verdict) {
		this.slot.verdict(verdict, this.incarnation);
	}

	void askRestart() {
		this.restartAsked = true;
	}

	boolean isRestartAsked() {
		return this.restartAsked;
	}

	void pendingStart(ScheduledFuture<?> start) {
		this.pendingStart = start;
	}

	/**
	 * Call off a start that waits out its back-off.
	 * @return whether there was one
	 */
	boolean cancelStart() {
		ScheduledFuture<?> start = this.pendingStart;
		this.pendingStart = null;
		return start != null && start.cancel(false);
	}

	/**
	 * A process is there: make it this worker's.
	 */
	void occupy(Child newProcess) {
		this.pendingStart = null;
		this.restartAsked = false;
		this.limitReached = null;
		this.occupiedAt = System.nanoTime();
		this.healthySince = null;
		this.slot.reset();
		this.slot.wanted(this.wanted);
		this.incarnation++;
		this.process = newProcess;
		resetStall();
		newProcess.assign(new Assignment(name(), this.slot.index(), this.incarnation, this.specification.beanName(),
				this.specification.description().looptime(), maxIterations(), this.specification.process(),
				this.specification.shutdownGrace(), this.specification.descendants() == Descendants.END));
	}

	private long maxIterations() {
		Long maxIterations = this.specification.limits().maxIterations();
		return (maxIterations != null) ? maxIterations : 0;
	}

	/**
	 * Note the end of the process.
	 * @return whether the worker ended on its own request
	 */
	boolean vacate(Child ended, ProcessExit exit) {
		WorkerState said = this.slot.state();
		boolean controlled = said == WorkerState.STOPPED || said == WorkerState.SPINDOWN;
		if (!controlled) {
			// Before anybody can see that there is no process: it does not loop any more
			boolean forever = this.specification.description().forever();
			WorkerState down = forever ? WorkerState.RESTARTING : WorkerState.FAILED;
			verdict((this.wanted == WantedState.STOPPED) ? WorkerState.STOPPED : down);
		}
		this.process = null;
		this.lastExit = exit.toString();
		if (exit.isLimitReached() && this.slot.departure(this.incarnation) == exit.code()) {
			this.limitReached = "it has done its 'max-iterations' of " + maxIterations();
		}
		SlotSnapshot last = this.slot.verifiedSnapshot();
		boolean began = last.incarnation() == this.incarnation;
		if (last.incarnation() > this.incarnation) {
			// Rubbish that would outlast every verdict
			this.slot.reset();
		}
		if (!began) {
			String bootError = ended.scratch().verifiedSnapshot().lastError();
			this.lastError = (bootError != null) ? bootError
					: "The process ended with " + exit + " before it could say why; its output may tell";
		}
		else if (last.lastError() != null || exit.code() != 0 || !controlled) {
			// A process that was killed says nothing, and what an older one said is no
			// reason
			this.lastError = last.lastError();
		}
		this.failuresSeen = last.failures();
		if (began) {
			noteSelfPause();
		}
		return began && last.state() == WorkerState.STOPPED;
	}

	/**
	 * Note whether the worker is healthy, as the beginning of the time that resets its
	 * back-off.
	 */
	void observeHealth(WorkerState state, long now) {
		boolean healthy = state == WorkerState.LOOPING || state == WorkerState.PAUSED;
		if (!healthy) {
			this.healthySince = null;
		}
		else if (this.healthySince == null) {
			this.healthySince = now;
		}
	}

	/**
	 * Decide what follows when the worker has gone down.
	 */
	RestartDecision decideRestart(long now) {
		Long since = this.healthySince;
		Duration healthyFor = (since != null) ? Duration.ofNanos(now - since) : Duration.ZERO;
		RestartDecision decision = this.specification.restart().decide(this.history, healthyFor, now);
		this.history = decision.history();
		return decision;
	}

	/**
	 * Forget crashes: an operator has taken the worker in hand.
	 */
	void forgive() {
		this.history = RestartHistory.NONE;
	}

	void countRestart() {
		this.restarts = this.restarts + 1;
		this.restartAfterCrash = true;
	}

	/**
	 * Return whether the process that occupies the worker follows a crash, once.
	 */
	boolean takeRestartAfterCrash() {
		boolean taken = this.restartAfterCrash;
		this.restartAfterCrash = false;
		return taken;
	}

	long restarts() {
		return this.restarts;
	}

	@Nullable String lastError() {
		return this.lastError;
	}

	void lastError(String error) {
		this.lastError = error;
	}

	/**
	 * Return the state that was shown to the world last, and show the given one.
	 */
	WorkerState show(WorkerState state) {
		WorkerState before = this.shown;
		this.shown = state;
		return before;
	}

	WorkerInfo info() {
		SlotSnapshot snapshot = this.slot.snapshot();
		Child running = this.process;
		String error = (snapshot.failures() > this.failuresSeen && snapshot.lastError() != null) ? snapshot.lastError()
				: this.lastError;
		return new WorkerInfo(name(), this.specification.description().looptime(),
				this.specification.description().forever(), this.slot.state(),
				WorkerState.ofCode(this.wanted.code()).orElseThrow(), (running != null) ? running.pid() : null,
				this.specification.process(),
				Instant.ofEpochMilli(Math.max(snapshot.since(), this.slot.verdictSince())), snapshot.iterations(),
				Duration.ofNanos(snapshot.lastNanos()), Duration.ofNanos(snapshot.longestNanos()),
				Duration.ofNanos(snapshot.totalNanos()), snapshot.failures(), this.restarts, this.lastExit, error,
				snapshot.defect(), this.replacements);
	}

}
