package dev.daemonspring.supervisor;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.policy.ConditionTimer;
import dev.daemonspring.policy.LimitWatch;
import dev.daemonspring.policy.Reconciler.Step;
import dev.daemonspring.policy.StallWatch;
import dev.daemonspring.policy.StallWatch.Finding;
import dev.daemonspring.policy.WorkerFacts.Assigned;
import dev.daemonspring.policy.WorkerFacts.Presence;
import dev.daemonspring.process.Child;
import dev.daemonspring.process.ProcessExit;
import dev.daemonspring.region.Activity;
import dev.daemonspring.region.DaemonSlot;
import dev.daemonspring.worker.WorkerState;

/**
 * A watch over the time and the memory that a worker's process takes: how long it has
 * been booting, taking up its worker, making no progress, ignoring an order, or gone, and
 * whether it has grown too large. Confined to the supervisor's thread; all times are
 * nanoseconds of its clock.
 */
final class WorkerWatch {

	/**
	 * The worker normally begins a few milliseconds after the boot has ended.
	 */
	static final Duration ASSIGNMENT_TIMEOUT = Duration.ofSeconds(10);

	/**
	 * An idle worker normally follows an order within a millisecond.
	 */
	static final Duration ORDER_TIMEOUT = Duration.ofSeconds(1);

	private static final Duration TOLD_AGAIN = Duration.ofSeconds(10);

	private final StallWatch stallWatch;

	private final StallWatch startWatch;

	private final LimitWatch limitWatch;

	private final ConditionTimer unassigned = new ConditionTimer(ASSIGNMENT_TIMEOUT);

	private final ConditionTimer unfollowed = new ConditionTimer(ORDER_TIMEOUT);

	private final ConditionTimer gone = new ConditionTimer(ProcessExit.REPORT_TIMEOUT);

	private boolean rung;

	private @Nullable Step repaired;

	private long repairedAt;

	WorkerWatch(WorkerSpecification specification) {
		this.stallWatch = new StallWatch(specification.stallTimeout());
		this.startWatch = new StallWatch(specification.startTimeout());
		this.limitWatch = new LimitWatch(specification.limits());
	}

	/**
	 * Start afresh, because the worker has another process.
	 */
	void reset() {
		resetProgress();
		this.unassigned.reset();
		this.unfollowed.reset();
		this.gone.reset();
		this.rung = false;
		this.repaired = null;
	}

	void resetProgress() {
		this.stallWatch.reset();
		this.startWatch.reset();
	}

	/**
	 * Return how long a process has been booting if that is too long, else {@code null}.
	 */
	@Nullable Duration lookForLateStart(Child child, long now) {
		boolean late = !child.hasBooted() && this.startWatch.look(0, Activity.SPINUP, now) == Finding.STALLED;
		return late ? this.startWatch.still() : null;
	}

	/**
	 * Check whether the worker makes progress in whatever it has to do now.
	 */
	Finding lookForProgress(Child child, DaemonSlot slot, WorkerState state, long now) {
		boolean watched = child.hasBooted() && switch (state) {
			case LOOPING, PAUSED, SPINUP, SPINDOWN -> true;
			default -> false;
		};
		if (!watched) {
			this.stallWatch.reset();
			return Finding.WELL;
		}
		return this.stallWatch.look(slot.progress(), slot.activity(), now);
	}

	/**
	 * Return for how long the worker has made no progress.
	 */
	Duration still() {
		return this.stallWatch.still();
	}

	/**
	 * Return the limit that a process has exceeded, in words, or {@code null}.
	 */
	@Nullable String lookForExcess(Child child, long now) {
		return this.limitWatch.look(child.pid(), now);
	}

	/**
	 * Return whether a process has taken up the worker that was assigned to it.
	 */
	Assigned assignment(Child child, boolean begun, long now) {
		if (begun) {
			return Assigned.BEGUN;
		}
		boolean waits = child.hasBooted() && child.isProcess();
		return this.unassigned.isOver(waits, now) ? Assigned.OVERDUE : Assigned.PENDING;
	}

	/**
	 * Return whether a worker that has nothing else to do has ignored an order for too
	 * long. If so, the time starts again.
	 * @param followed whether the worker does what was ordered
	 * @param activity what the worker is doing
	 * @param now the current time in nanoseconds
	 * @return whether to repeat the order
	 */
	boolean isUnfollowed(boolean followed, Activity activity, long now) {
		if (followed) {
			this.rung = false;
		}
		boolean over = this.unfollowed.isOver(!followed && activity == Activity.IDLE, now);
		if (over) {
			this.unfollowed.reset();
		}
		return over;
	}

	/**
	 * Return whether a repair is to be told. One that fails is repeated at each look, and
	 * an order until it is followed.
	 */
	boolean isNews(Step repair, long now) {
		if (repair == Step.RING) {
			boolean first = !this.rung;
			this.rung = true;
			return first;
		}
		boolean told = repair == this.repaired && now - this.repairedAt < TOLD_AGAIN.toNanos();
		if (!told) {
			this.repaired = repair;
			this.repairedAt = now;
		}
		return !told;
	}

	/**
	 * Return whether the process is present. One that has just ended still counts as
	 * present, because its exit is about to be reported.
	 */
	Presence presence(boolean alive, long now) {
		return this.gone.isOver(!alive, now) ? Presence.GONE : Presence.LIVING;
	}

}
