package dev.daemonspring.supervisor;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.policy.ConditionTimer;
import dev.daemonspring.policy.LimitWatch;
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
 * Watches what a worker's process makes of its time and its memory: how long it boots,
 * takes up its worker, makes no progress, leaves an order alone, has been gone, and
 * whether it has grown too large. Belongs to the supervisor's thread; all times are
 * nanoseconds of its clock.
 */
final class WorkerWatch {

	/**
	 * From the end of the boot to the beginning of the worker is a few milliseconds'
	 * work.
	 */
	static final Duration ASSIGNMENT_TIMEOUT = Duration.ofSeconds(10);

	/**
	 * An idle worker follows an order within a millisecond.
	 */
	static final Duration ORDER_TIMEOUT = Duration.ofSeconds(1);

	private final StallWatch stallWatch;

	private final StallWatch startWatch;

	private final LimitWatch limitWatch;

	private final ConditionTimer unassigned = new ConditionTimer(ASSIGNMENT_TIMEOUT);

	private final ConditionTimer unfollowed = new ConditionTimer(ORDER_TIMEOUT);

	private final ConditionTimer gone = new ConditionTimer(ProcessExit.REPORT_TIMEOUT);

	private boolean rung;

	WorkerWatch(WorkerSpecification specification) {
		this.stallWatch = new StallWatch(specification.stallTimeout());
		this.startWatch = new StallWatch(specification.startTimeout());
		this.limitWatch = new LimitWatch(specification.limits());
	}

	/**
	 * Start anew: the worker has another process.
	 */
	void reset() {
		resetProgress();
		this.unassigned.reset();
		this.unfollowed.reset();
		this.gone.reset();
		this.rung = false;
	}

	void resetProgress() {
		this.stallWatch.reset();
		this.startWatch.reset();
	}

	/**
	 * Return how long a process boots, when that is too long, or {@code null}.
	 */
	@Nullable Duration lookForLateStart(Child child, long now) {
		boolean late = !child.hasBooted() && this.startWatch.look(0, Activity.SPINUP, now) == Finding.STALLED;
		return late ? this.startWatch.still() : null;
	}

	/**
	 * Look whether the worker makes progress in whatever it is to do now.
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
	 * Return how long the worker has made no progress.
	 */
	Duration still() {
		return this.stallWatch.still();
	}

	/**
	 * Return which limit a process has exceeded, or {@code null}.
	 */
	@Nullable String lookForExcess(Child child, long now) {
		return this.limitWatch.look(child.pid(), now);
	}

	/**
	 * Return whether a process has taken up the worker that it was assigned.
	 */
	Assigned assignment(Child child, boolean begun, long now) {
		if (begun) {
			return Assigned.BEGUN;
		}
		boolean waits = child.hasBooted() && child.isProcess();
		return this.unassigned.isOver(waits, now) ? Assigned.OVERDUE : Assigned.PENDING;
	}

	/**
	 * Return whether an order was left alone for too long by a worker that has nothing
	 * else to do. After that the time runs anew.
	 * @param followed whether it does as ordered
	 * @param activity what it does
	 * @param now the current time in nanoseconds
	 * @return whether the order is to be repeated
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
	 * Return whether an order is about to be repeated for the first time.
	 */
	boolean isFirstRing() {
		boolean first = !this.rung;
		this.rung = true;
		return first;
	}

	/**
	 * Return whether the process is there, where one that has just ended counts as there:
	 * its exit is on its way.
	 */
	Presence presence(boolean alive, long now) {
		return this.gone.isOver(!alive, now) ? Presence.GONE : Presence.LIVING;
	}

}
