package dev.daemonspring.supervisor;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

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
 * Measures what a worker's process makes of its time: how long it boots, takes up its
 * worker, makes no progress, leaves an order alone, has been gone. Belongs to the
 * supervisor's thread; all times are nanoseconds of its clock.
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

	private @Nullable Long bootedSince;

	private @Nullable Long unfollowedSince;

	private boolean rung;

	private @Nullable Long goneSince;

	WorkerWatch(WorkerSpecification specification) {
		this.stallWatch = new StallWatch(specification.stallTimeout());
		this.startWatch = new StallWatch(specification.startTimeout());
	}

	/**
	 * Start anew: the worker has another process.
	 */
	void reset() {
		resetProgress();
		this.bootedSince = null;
		this.unfollowedSince = null;
		this.rung = false;
		this.goneSince = null;
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

	Assigned assignment(Child child, boolean begun, long now) {
		if (begun) {
			return Assigned.BEGUN;
		}
		if (!child.hasBooted() || !child.isProcess()) {
			this.bootedSince = null;
			return Assigned.PENDING;
		}
		this.bootedSince = (this.bootedSince != null) ? this.bootedSince : Long.valueOf(now);
		return isOver(this.bootedSince, ASSIGNMENT_TIMEOUT, now) ? Assigned.OVERDUE : Assigned.PENDING;
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
		if (followed || activity != Activity.IDLE) {
			this.unfollowedSince = null;
			this.rung = this.rung && !followed;
			return false;
		}
		this.unfollowedSince = (this.unfollowedSince != null) ? this.unfollowedSince : Long.valueOf(now);
		boolean over = isOver(this.unfollowedSince, ORDER_TIMEOUT, now);
		if (over) {
			this.unfollowedSince = null;
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

	Presence presence(boolean alive, long now) {
		if (alive) {
			this.goneSince = null;
			return Presence.LIVING;
		}
		this.goneSince = (this.goneSince != null) ? this.goneSince : Long.valueOf(now);
		return isOver(this.goneSince, ProcessExit.REPORT_TIMEOUT, now) ? Presence.GONE : Presence.LIVING;
	}

	private static boolean isOver(Long since, Duration limit, long now) {
		return now - since >= limit.toNanos();
	}

}
