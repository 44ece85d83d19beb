package dev.daemonspring.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.policy.LeaseState.Outcome;
import dev.daemonspring.policy.LeaseState.Step;
import dev.daemonspring.supervisor.LeaseInfo;
import dev.daemonspring.supervisor.LeaseInfo.Standing;
import dev.daemonspring.supervisor.WorkerLease;

/**
 * The lease on a worker that a {@link LeaseKeeper} keeps. Thread-safe.
 */
final class KeptLease implements WorkerLease, LeaseDriver.Listener {

	private final LeaseKeeper keeper;

	private final String worker;

	private final String name;

	private final long notice;

	private final LeaseDriver driver;

	private volatile boolean wanted;

	private volatile boolean inUse;

	private volatile boolean leaving;

	private volatile @Nullable String failure;

	private volatile @Nullable Sighting seen;

	/**
	 * When the holder before last renewed the lease that it did not give back.
	 */
	private volatile @Nullable Long abandoned;

	/**
	 * Create a lease that is not held.
	 * @param keeper keeps the lease
	 * @param worker the worker's name
	 * @param name the name of the lease
	 * @param notice how long before the deadline the worker is asked to end
	 */
	KeptLease(LeaseKeeper keeper, String worker, String name, Duration notice) {
		this.keeper = keeper;
		this.worker = worker;
		this.name = name;
		this.notice = notice.toNanos();
		this.driver = keeper.driver(() -> name, this);
	}

	String worker() {
		return this.worker;
	}

	String name() {
		return this.name;
	}

	LeaseDriver driver() {
		return this.driver;
	}

	@Override
	public boolean isShared() {
		return true;
	}

	@Override
	public void want(boolean wanted, boolean inUse) {
		boolean changed = this.wanted != wanted || this.inUse != inUse;
		this.wanted = wanted;
		this.inUse = inUse;
		this.driver.want(wanted && !this.leaving, inUse);
		if (changed) {
			this.keeper.wake();
		}
	}

	/**
	 * Ask the store what is to be asked now.
	 * @return how long nothing else is to be asked
	 */
	long step(long latest) {
		if (!this.driver.isHeldOrAcquiring() && !this.keeper.mayAcquire()) {
			return latest;
		}
		return this.driver.step(latest);
	}

	/**
	 * Give the lease back unless it is in use, and acquire it no more.
	 */
	void close() {
		this.driver.want(false, this.inUse);
		this.driver.step(0);
	}

	@Override
	public long pause(Step step, Outcome outcome) {
		if (step == Step.RELEASE) {
			return this.keeper.pauseAfterRelease(this.leaving);
		}
		Sighting sighting = this.seen;
		if (step == Step.ACQUIRE && outcome == Outcome.DONE) {
			// Here, because it has to be known when the lease is held
			boolean over = sighting != null && sighting.wasAlive() && sighting.end() - this.keeper.now() <= 0;
			this.abandoned = (sighting != null && over) ? sighting.end() - longest().toNanos() : null;
		}
		boolean ends = sighting != null && sighting.end() - this.keeper.now() < 0;
		return this.keeper.pause(step, outcome, ends);
	}

	@Override
	public void completed(Step step, Outcome outcome, @Nullable String failure) {
		this.failure = (outcome == Outcome.FAILED) ? failure : null;
		if (step == Step.RELEASE) {
			this.leaving = false;
		}
		if (step == Step.RENEW && outcome == Outcome.REFUSED) {
			this.failure = "the store says that it has ended";
		}
		this.keeper.completed(this, step, outcome, failure);
	}

	/**
	 * Give the worker to a replica that has fewer, once its process has ended.
	 */
	void handOver() {
		this.leaving = true;
		this.driver.want(false, this.inUse);
		this.keeper.changed(this);
	}

	boolean isLeaving() {
		return this.leaving;
	}

	/**
	 * Note who holds the lease in the store.
	 * @param holder who holds it, or held it last
	 * @param until when it ends by the store's clock
	 * @param end when it ends by the monotonic clock
	 * @param due when it is to be asked for, should it have ended
	 */
	void seen(String holder, Instant until, long end, long due) {
		Sighting before = this.seen;
		this.seen = Sighting.after(before, holder, until, end, this.keeper.now());
		if (before == null || !before.until().equals(until)) {
			this.driver.due(due);
		}
	}

	@Override
	public boolean mayRun() {
		return !this.leaving && this.driver.rest() > this.notice;
	}

	@Override
	public boolean isOver() {
		return this.driver.isOver();
	}

	@Override
	public long deadline() {
		return this.driver.deadline();
	}

	@Override
	public OptionalLong token() {
		return this.driver.token();
	}

	@Override
	public void confirm() {
		this.driver.renew();
		this.keeper.wake();
	}

	@Override
	public Duration vacancy() {
		Long since = this.abandoned;
		return (since != null) ? Duration.ofNanos(Math.max(0, this.keeper.now() - since)) : Duration.ZERO;
	}

	@Override
	public Duration longest() {
		return this.keeper.terms().lease();
	}

	@Override
	public String absence() {
		String failed = this.failure;
		if (this.leaving) {
			return "it is handed over to a replica that has fewer";
		}
		if (failed != null) {
			return "its lease could not be " + (this.driver.isHeld() ? "renewed: " : "acquired: ") + failed;
		}
		if (this.driver.isHeld()) {
			return "its lease could not be renewed in time";
		}
		Sighting sighting = this.seen;
		boolean elsewhere = sighting != null && !sighting.holder().equals(this.keeper.replica())
				&& sighting.end() - this.keeper.now() > 0;
		return (sighting != null && elsewhere) ? sighting.holder() + " holds its lease" : "its lease is not held here";
	}

	@Override
	public LeaseInfo info() {
		long rest = this.driver.rest();
		if (rest > 0) {
			OptionalLong token = token();
			return new LeaseInfo(Standing.HELD, this.keeper.replica(), Instant.now().plusNanos(rest),
					token.isPresent() ? token.getAsLong() : null);
		}
		Standing standing = (this.failure != null || this.keeper.isBlind()) ? Standing.UNREACHABLE : Standing.WAITING;
		Sighting sighting = this.seen;
		if (sighting == null || sighting.end() - this.keeper.now() < 0) {
			return new LeaseInfo(standing, null, null, null);
		}
		return new LeaseInfo(standing, sighting.holder(), Instant.now().plusNanos(sighting.end() - this.keeper.now()),
				null);
	}

	/**
	 * What the store showed of the lease.
	 *
	 * @param holder who held it
	 * @param until when it ended by the store's clock
	 * @param end when it ended by the monotonic clock
	 * @param wasAlive whether it was seen before it ended, and was not given back since
	 * then
	 */
	private record Sighting(String holder, Instant until, long end, boolean wasAlive) {

		/**
		 * A lease that is given back ends earlier than it did, or has no holder.
		 */
		static Sighting after(@Nullable Sighting before, String holder, Instant until, long end, long now) {
			boolean givenBack = holder.isEmpty() || (before != null && until.isBefore(before.until()));
			boolean known = end - now > 0 || (before != null && before.wasAlive() && before.until().equals(until));
			return new Sighting(holder, until, end, known && !givenBack);
		}

	}

}
