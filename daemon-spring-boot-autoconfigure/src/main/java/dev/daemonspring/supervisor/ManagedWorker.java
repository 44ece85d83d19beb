package dev.daemonspring.supervisor;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.policy.LimitWatch;
import dev.daemonspring.policy.OperatorOrder.Situation;
import dev.daemonspring.policy.ProcessEnding;
import dev.daemonspring.policy.ProcessEnding.Reason;
import dev.daemonspring.policy.RestartBackoff;
import dev.daemonspring.policy.WorkerFacts;
import dev.daemonspring.policy.WorkerFacts.Assigned;
import dev.daemonspring.policy.WorkerFacts.End;
import dev.daemonspring.policy.WorkerFacts.Presence;
import dev.daemonspring.process.Child;
import dev.daemonspring.process.LaunchPlan;
import dev.daemonspring.process.ProcessExit;
import dev.daemonspring.process.Tenant;
import dev.daemonspring.protocol.Assignment;
import dev.daemonspring.region.DaemonSlot;
import dev.daemonspring.region.SlotSnapshot;
import dev.daemonspring.region.WantedState;
import dev.daemonspring.supervisor.WorkerSpecification.Descendants;
import dev.daemonspring.worker.WorkerState;

/**
 * What the supervisor knows of one worker: its specification, what is wanted of it, its
 * process, and its history. Written by the supervisor's thread only; what {@link #info()}
 * and {@link #state()} read may be read by any.
 */
final class ManagedWorker implements Tenant {

	private final WorkerSpecification specification;

	private final DaemonSlot slot;

	private final PendingCalls calls;

	private final RestartBackoff backoff;

	private final WorkerWatch watch;

	private final LimitWatch limitWatch;

	private volatile WantedState wanted = WantedState.LOOPING;

	private volatile @Nullable Child process;

	private volatile @Nullable String lastExit;

	private volatile @Nullable String lastError;

	private volatile long failuresSeen;

	private volatile long restarts;

	private volatile long replacements;

	private int incarnation;

	private long occupiedAt;

	private boolean resting = true;

	private boolean restartAfterCrash;

	private @Nullable ProcessEnding ending;

	private @Nullable String limitReached;

	private WorkerState shown = WorkerState.STOPPED;

	ManagedWorker(WorkerSpecification specification, DaemonSlot slot) {
		this.specification = specification;
		this.slot = slot;
		this.calls = new PendingCalls(specification.name(), slot, specification.commandTimeout());
		this.backoff = new RestartBackoff(specification.restart());
		this.watch = new WorkerWatch(specification);
		this.limitWatch = new LimitWatch(specification.limits());
		slot.name(specification.name());
		slot.override(WorkerState.STOPPED, 0);
	}

	@Override
	public String name() {
		return this.specification.name();
	}

	@Override
	public String label() {
		String shared = this.specification.process();
		return (shared != null) ? shared : name();
	}

	@Override
	public LaunchPlan plan() {
		return this.specification.plan();
	}

	@Override
	public @Nullable String sharedProcess() {
		return this.specification.process();
	}

	@Override
	public DaemonSlot slot() {
		return this.slot;
	}

	WorkerSpecification specification() {
		return this.specification;
	}

	boolean isForever() {
		return this.specification.description().forever();
	}

	PendingCalls calls() {
		return this.calls;
	}

	RestartBackoff backoff() {
		return this.backoff;
	}

	WorkerWatch watch() {
		return this.watch;
	}

	LimitWatch limitWatch() {
		return this.limitWatch;
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
	 * Return whether the worker has, or will have, a process. Any thread may ask.
	 */
	boolean isRunning() {
		WorkerState state = state();
		return state != WorkerState.STOPPED && state != WorkerState.FAILED;
	}

	/**
	 * Return whether the worker should have a process.
	 */
	boolean isToRun() {
		return !this.resting && this.wanted != WantedState.STOPPED;
	}

	Situation situation() {
		ProcessEnding end = this.ending;
		return Situation.of(this.process != null, isToRun(), (end != null) ? end.reason() : null);
	}

	/**
	 * Return what is, and what should be.
	 * @param daemonEnding whether the daemon shuts down
	 * @param requested whether a process was requested for the worker
	 * @param now the current time in nanoseconds
	 */
	WorkerFacts facts(boolean daemonEnding, boolean requested, long now) {
		boolean toRun = isToRun() && !daemonEnding;
		Child child = this.process;
		if (child == null) {
			return new WorkerFacts(toRun, Presence.NONE, requested, this.backoff.start(now), Assigned.PENDING, End.NONE,
					false, false, state());
		}
		SlotSnapshot said = this.slot.snapshot();
		boolean begun = said.incarnation() == this.incarnation;
		return new WorkerFacts(toRun, this.watch.presence(child.isAlive(), now), requested, this.backoff.start(now),
				this.watch.assignment(child, begun, now), end(now), begun && tellsEnd(said.state()),
				this.watch.isUnfollowed(!begun || follows(said.state()), this.slot.activity(), now), state());
	}

	private End end(long now) {
		ProcessEnding end = this.ending;
		if (end == null) {
			return End.NONE;
		}
		return end.isOverdue(now) ? End.OVERDUE : End.IN_TIME;
	}

	private static boolean tellsEnd(@Nullable WorkerState said) {
		return said == WorkerState.SPINDOWN || said == WorkerState.STOPPED || said == WorkerState.FAILED;
	}

	private boolean follows(@Nullable WorkerState said) {
		return switch (this.slot.wanted()) {
			case LOOPING -> said != WorkerState.PAUSED || this.slot.pausedItself();
			case PAUSED -> said != WorkerState.LOOPING;
			case STOPPED -> said != WorkerState.LOOPING && said != WorkerState.PAUSED;
		};
	}

	/**
	 * Return whether the process is just about to do what it was told.
	 */
	boolean isUnsettled() {
		WorkerState state = state();
		Child child = this.process;
		return state == WorkerState.SPINUP || state == WorkerState.SPINDOWN || (child != null
				&& (this.ending != null || (state.code() != this.wanted.code() && state != WorkerState.STALLED)));
	}

	/**
	 * Note what the operator asks for. A process that ends does not hear of it: it is for
	 * the one that follows.
	 */
	void want(WantedState wanted) {
		this.wanted = wanted;
		if (this.ending == null && wanted != WantedState.STOPPED) {
			issue(wanted);
		}
	}

	/**
	 * Have the worker down until somebody starts it.
	 */
	void rest(WorkerState state) {
		this.resting = true;
		this.backoff.cancel();
		override(state);
		this.calls.processEnded(false);
	}

	/**
	 * Have the worker have a process again, sooner or later.
	 */
	void rise() {
		this.resting = false;
		if (this.wanted == WantedState.STOPPED) {
			this.wanted = WantedState.LOOPING;
		}
	}

	/**
	 * Begin to end the process, or note another reason for the end that was begun.
	 */
	void end(Reason reason, long now) {
		ProcessEnding end = this.ending;
		this.ending = (end != null) ? end.because(reason)
				: ProcessEnding.asked(reason, now, this.specification.shutdownGrace());
		if (reason != Reason.OWN) {
			noteSelfPause();
			issue(WantedState.STOPPED);
		}
		else if (state() == WorkerState.FAILED && isForever()) {
			// That is how it ended, not how it goes on
			override(WorkerState.RESTARTING);
		}
	}

	@Nullable ProcessEnding ending() {
		return this.ending;
	}

	void ending(ProcessEnding ending) {
		this.ending = ending;
	}

	private void issue(WantedState ordered) {
		this.slot.wanted(ordered);
		ring();
	}

	/**
	 * A worker that paused itself stays paused, also in its next process; nothing that it
	 * does by itself overrides an operator's stop.
	 */
	private void noteSelfPause() {
		if (this.wanted == WantedState.LOOPING && this.slot.pausedItself()) {
			this.wanted = WantedState.PAUSED;
		}
	}

	void ring() {
		Child running = this.process;
		if (running != null) {
			running.ring(this.slot.index());
		}
	}

	/**
	 * State what the process can't: that there is none, or that it is not well.
	 */
	void override(WorkerState override) {
		this.slot.override(override, this.incarnation);
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

	/**
	 * Return how long the worker has had, or had, its latest process.
	 */
	Duration occupiedFor(long now) {
		return Duration.ofNanos(now - this.occupiedAt);
	}

	/**
	 * A process is there: make it this worker's.
	 */
	void occupy(Child newProcess, long now) {
		this.backoff.cancel();
		this.backoff.observe(null, now);
		this.ending = null;
		this.limitReached = null;
		this.occupiedAt = now;
		this.slot.reset();
		this.slot.wanted(this.wanted);
		this.incarnation++;
		this.watch.reset();
		this.process = newProcess;
		newProcess.assign(new Assignment(name(), this.slot.index(), this.incarnation, this.specification.beanName(),
				this.specification.description().looptime(), maxIterations(), this.specification.process(),
				this.specification.shutdownGrace(), this.specification.descendants() == Descendants.END,
				this.specification.selfStarting().settings()));
	}

	private long maxIterations() {
		Long maxIterations = this.specification.limits().maxIterations();
		return (maxIterations != null) ? maxIterations : 0;
	}

	/**
	 * Hear the last words of the process, which has ended.
	 * @return whether the worker ended on its own request
	 */
	boolean hearLastWords(Child ended, ProcessExit exit) {
		this.lastExit = exit.toString();
		if (exit.isLimitReached() && this.slot.departure(this.incarnation) == exit.code()) {
			this.limitReached = "it has done its 'max-iterations' of " + maxIterations();
		}
		SlotSnapshot last = this.slot.verifiedSnapshot();
		boolean began = last.incarnation() == this.incarnation;
		boolean controlled = last.state() == WorkerState.STOPPED || last.state() == WorkerState.SPINDOWN;
		if (!began) {
			String bootError = ended.scratch().verifiedSnapshot().lastError();
			this.lastError = (bootError != null) ? bootError : endWithoutWord(exit);
		}
		else if (last.lastError() != null || exit.code() != 0 || !controlled) {
			// A process that was killed says nothing, and what an older one said is no
			// reason
			this.lastError = last.lastError();
		}
		if (exit.isOutOfMemory() && (!began || last.lastError() == null)) {
			// A JVM that ends for that has no word left; who chose this code has
			this.lastError = exhausted(exit);
		}
		this.failuresSeen = last.failures();
		if (began) {
			noteSelfPause();
		}
		return began && last.state() == WorkerState.STOPPED;
	}

	private String exhausted(ProcessExit exit) {
		String raise = "Raise 'daemon.workers." + name() + ".max-heap'.";
		return (exit.isSurelyOutOfMemory())
				? "java.lang.OutOfMemoryError: Java heap space, unless its output names another space. " + raise
				: "java.lang.OutOfMemoryError: Java heap space, or exit code 3 was chosen by the worker, which nobody"
						+ " can tell here; its output may. " + raise;
	}

	/**
	 * Tell what is known of the end of a process that has not said anything itself.
	 */
	private String endWithoutWord(ProcessExit exit) {
		ProcessEnding end = this.ending;
		if (end != null && end.reason() == Reason.NOT_TAKEN_UP) {
			return "The process did not take up the worker within " + WorkerWatch.ASSIGNMENT_TIMEOUT.toSeconds()
					+ " s and was killed";
		}
		if (end != null && end.reason() == Reason.STALL) {
			return "The process did not boot within its 'start-timeout' of " + this.specification.startTimeout()
					+ " and was ended with " + exit;
		}
		if (exit.isFromOutside()) {
			return "The process was ended by " + exit + " before its worker began. The signal came from outside of it:"
					+ " from an operator, or from the kernel when memory was short";
		}
		return "The process ended with " + exit + " before it could say why; its output may tell";
	}

	/**
	 * Have no process any more.
	 * @param meanwhile the state that is shown before anybody can see that
	 */
	void vacate(WorkerState meanwhile) {
		if (this.slot.snapshot().incarnation() > this.incarnation) {
			// Rubbish that would outlast every override
			this.slot.reset();
		}
		override(meanwhile);
		this.process = null;
		this.ending = null;
	}

	void countRestart() {
		this.restarts = this.restarts + 1;
		this.restartAfterCrash = true;
	}

	void countReplacement() {
		this.replacements = this.replacements + 1;
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
				Instant.ofEpochMilli(Math.max(snapshot.since(), this.slot.overrideSince())), snapshot.iterations(),
				Duration.ofNanos(snapshot.lastNanos()), Duration.ofNanos(snapshot.longestNanos()),
				Duration.ofNanos(snapshot.totalNanos()), snapshot.failures(), this.restarts, this.lastExit, error,
				snapshot.defect(), this.replacements);
	}

}
