package dev.daemonspring.supervisor;

import java.time.Clock;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.policy.OperatorOrder.Situation;
import dev.daemonspring.policy.PlannedReplacement;
import dev.daemonspring.policy.ProcessEnding.Reason;
import dev.daemonspring.policy.RestartBackoff;
import dev.daemonspring.process.Child;
import dev.daemonspring.process.EventLoop;
import dev.daemonspring.process.HotStandby;
import dev.daemonspring.process.LaunchPlan;
import dev.daemonspring.process.ProcessExit;
import dev.daemonspring.process.Tenant;
import dev.daemonspring.protocol.ExitCode;
import dev.daemonspring.protocol.LeaseGrant;
import dev.daemonspring.region.DaemonSlot;
import dev.daemonspring.region.SlotSnapshot;
import dev.daemonspring.region.WantedState;
import dev.daemonspring.worker.WorkerState;

/**
 * One worker, as the supervisor keeps it: its specification, its process, and what
 * belongs to either. Changed on the supervisor's thread only; any may ask for its state,
 * what is wanted of it, its process and its history.
 */
final class ManagedWorker implements Tenant {

	private final WorkerSpecification specification;

	private final WorkerGroup group;

	private final int index;

	private final String name;

	private final DaemonSlot slot;

	private final EventLoop thread;

	private final PendingCalls calls;

	private final RestartBackoff backoff;

	private final WorkerWatch watch;

	private final WorkerOrders orders;

	private final WorkerHistory history;

	private final AttachedProcess process;

	private final @Nullable HotStandby hotStandby;

	private final WorkerLives lives;

	private final WorkerBeginning beginning;

	private final PlannedReplacement replacement = new PlannedReplacement();

	private WorkerLease lease = WorkerLease.NONE;

	private boolean keptDown = true;

	/**
	 * Create an instance of a worker, which is down.
	 */
	ManagedWorker(WorkerGroup group, int index, DaemonSlot slot, EventLoop thread, LifeJournal journal) {
		WorkerSpecification specification = group.specification();
		this.specification = specification;
		this.group = group;
		this.index = index;
		this.name = specification.instance(index);
		this.slot = slot;
		this.thread = thread;
		this.calls = new PendingCalls(this.name, slot, specification.commandTimeout());
		this.backoff = new RestartBackoff(specification.restart());
		this.watch = new WorkerWatch(specification);
		this.orders = new WorkerOrders(slot, thread);
		this.history = new WorkerHistory(thread);
		this.beginning = new WorkerBeginning(thread);
		this.process = new AttachedProcess(specification.shutdownGrace(), thread);
		this.hotStandby = specification.hotStandby(slot.index());
		this.lives = new WorkerLives(this.name, slot, journal, Clock.systemUTC());
		slot.name(this.name);
		slot.override(WorkerState.STOPPED, 0);
	}

	/**
	 * Return the name of the worker, with the index of this instance if there can be more
	 * than one.
	 */
	@Override
	public String name() {
		return this.name;
	}

	/**
	 * Return which of the worker's instances this is.
	 */
	int index() {
		return this.index;
	}

	/**
	 * Return whether the worker was scaled to so few instances that this is none of them.
	 */
	boolean isLeaving() {
		return this.index >= this.group.wanted();
	}

	/**
	 * Return all instances of the worker.
	 */
	WorkerGroup group() {
		return this.group;
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

	@Override
	public @Nullable HotStandby hotStandby() {
		return this.hotStandby;
	}

	@Override
	public boolean hasSpunUp() {
		WorkerState state = state();
		return process() != null && (state == WorkerState.LOOPING || state == WorkerState.PAUSED);
	}

	WorkerSpecification specification() {
		return this.specification;
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

	WorkerOrders orders() {
		return this.orders;
	}

	WorkerHistory history() {
		return this.history;
	}

	WorkerLives lives() {
		return this.lives;
	}

	WorkerBeginning beginning() {
		return this.beginning;
	}

	PlannedReplacement replacement() {
		return this.replacement;
	}

	/**
	 * Have the worker run only while a lease is held.
	 */
	void lease(WorkerLease shared) {
		this.lease = shared;
	}

	WorkerLease lease() {
		return this.lease;
	}

	Termination termination() {
		return this.process.termination();
	}

	AttachedProcess attached() {
		return this.process;
	}

	WorkerState state() {
		return this.slot.state();
	}

	WantedState wanted() {
		return this.orders.wanted();
	}

	/**
	 * Return the process that the worker has, or {@code null}. Any thread may ask.
	 */
	@Nullable Child process() {
		return this.process.child();
	}

	/**
	 * Return whether a process runs the worker, alone or with others.
	 */
	boolean runsIn(Child home) {
		Child child = process();
		return child != null && child.home() == home;
	}

	/**
	 * Return whether the worker has, or will have, a process. Any thread may ask.
	 */
	boolean isRunning() {
		WorkerState state = state();
		return state != WorkerState.STOPPED && state != WorkerState.FAILED && state != WorkerState.DONE;
	}

	@Override
	public boolean isToRun() {
		return !this.keptDown && wanted() != WantedState.STOPPED;
	}

	Situation situation() {
		return Situation.of(process() != null, isToRun(), termination().reason());
	}

	/**
	 * Note what the operator asks for. A process that ends does not hear of it: it is for
	 * the one that follows.
	 */
	void want(WantedState wanted) {
		this.orders.want(wanted);
		if (!termination().isUnderWay() && wanted != WantedState.STOPPED) {
			issue(wanted);
		}
	}

	/**
	 * Have the worker down until somebody starts it.
	 * @param state the state that says why
	 */
	void keepDown(WorkerState state) {
		this.keptDown = true;
		this.orders.keptDown(state);
		this.backoff.cancel();
		override(state);
		this.calls.processEnded(false);
	}

	/**
	 * Have the worker have a process again, sooner or later.
	 */
	void keepUp() {
		assert this.thread.inEventLoop();
		if (!isToRun()) {
			this.beginning.begin();
		}
		this.keptDown = false;
		if (wanted() == WantedState.STOPPED) {
			this.orders.want(WantedState.LOOPING);
		}
	}

	/**
	 * Begin to end the process, or note another reason for the end that was begun.
	 */
	void end(Reason reason, long now) {
		termination().begin(reason, now);
		if (reason != Reason.OWN) {
			this.orders.adoptSelfPause();
			issue(WantedState.STOPPED);
		}
		else if (state() == WorkerState.FAILED && this.specification.isForever()) {
			// That is how it ended, not how it goes on
			override(WorkerState.RESTARTING);
		}
	}

	private void issue(WantedState ordered) {
		this.orders.issue(ordered);
		ring();
	}

	/**
	 * Wake the process to look into its slot.
	 */
	void ring() {
		Child child = process();
		if (child != null) {
			child.ring(this.slot.index());
		}
	}

	/**
	 * State what the process can't: that there is none, or that it is not well.
	 */
	void override(WorkerState override) {
		assert this.thread.inEventLoop();
		this.slot.override(override, this.process.incarnation());
	}

	/**
	 * Make a process this worker's.
	 */
	void attach(Child child, long now) {
		assert this.thread.inEventLoop();
		this.backoff.cancel();
		this.backoff.observe(null, now);
		this.slot.reset();
		this.orders.issue(wanted());
		this.slot.total(this.group.agreement().word(this.index));
		this.slot.retain(this.specification.instances().areIndexed());
		this.replacement.begun(this.slot.snapshot().iterations());
		this.watch.reset();
		this.process.attach(child, now);
		this.group.agreement().begun(this.index);
		this.lives.begun(child);
		this.slot.lease(this.lease.deadline());
		this.process.assign(this.specification.assignment(this.name, this.slot.index(), this.process.incarnation(),
				this.beginning.time(), new LeaseGrant(this.lease.longest(), this.lease.token())));
	}

	/**
	 * Note what there is to say of the process, which has ended.
	 * @return what that is
	 */
	ExitReport exited(Child ended, ProcessExit exit) {
		assert this.thread.inEventLoop();
		int incarnation = this.process.incarnation();
		if (exit.isLimitReached() && this.slot.departure(incarnation) == exit.code()) {
			this.process.limitReached(this.specification.limits().iterationsDone());
		}
		SlotSnapshot last = this.slot.verifiedSnapshot();
		boolean began = last.incarnation() == incarnation;
		if (this.lease.isShared() && this.slot.departure(incarnation) == ExitCode.LEASE_OVER) {
			termination().begin(Reason.LEASE, this.thread.now());
		}
		ExitReport report = new ExitReport(this.specification, ended, exit, termination().reason(), last, began);
		this.history.exited(exit, report.lastError(this.history.lastError()), last.failures());
		if (began) {
			this.orders.adoptSelfPause();
		}
		return report;
	}

	/**
	 * Have no process any more.
	 * @param meanwhile the state that is shown before anybody can see that
	 */
	void detach(WorkerState meanwhile) {
		if (this.slot.snapshot().incarnation() > this.process.incarnation()) {
			// Rubbish that would outlast every override
			this.slot.reset();
		}
		override(meanwhile);
		this.process.detach();
		this.group.agreement().ended(this.index);
	}

}
