package dev.daemonspring.cluster;

import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.policy.LeaseState;
import dev.daemonspring.policy.LeaseState.Attempt;
import dev.daemonspring.policy.LeaseState.Outcome;
import dev.daemonspring.policy.LeaseState.Step;
import dev.daemonspring.policy.LeaseTerms;

/**
 * Asks the store what a {@link LeaseState} wants to have asked, and tells it the outcome.
 * Thread-safe.
 */
final class LeaseDriver {

	private final LeaseStore store;

	private final LeaseTerms terms;

	private final LeaseCalls calls;

	private final LongSupplier clock;

	private final Supplier<String> name;

	private final Listener listener;

	private final LeaseState state;

	private @Nullable StoredLease stored;

	private long end;

	/**
	 * Create a driver.
	 * @param store where the lease is kept
	 * @param terms how long it lasts
	 * @param calls where the store is asked
	 * @param clock the monotonic clock
	 * @param name gives the name of the lease that is to be acquired next
	 * @param listener is told what came of it
	 */
	LeaseDriver(LeaseStore store, LeaseTerms terms, LeaseCalls calls, LongSupplier clock, Supplier<String> name,
			Listener listener) {
		this.store = store;
		this.terms = terms;
		this.calls = calls;
		this.clock = clock;
		this.name = name;
		this.listener = listener;
		this.state = new LeaseState(terms, clock.getAsLong());
	}

	/**
	 * Say what this replica needs.
	 * @return whether that may change what is to be asked
	 */
	synchronized boolean want(boolean wanted, boolean inUse) {
		boolean heldInVain = this.state.isHeld() && !wanted && !inUse;
		this.state.want(wanted, inUse);
		return heldInVain;
	}

	synchronized void due(long due) {
		this.state.due(due);
	}

	synchronized void renew() {
		this.state.renew(this.clock.getAsLong());
	}

	/**
	 * Begin to ask what is to be asked now.
	 * @return how long nothing else is to be asked, at most the given time
	 */
	synchronized long step(long latest) {
		long now = this.clock.getAsLong();
		Attempt attempt = this.state.next(now);
		if (attempt != null) {
			StoredLease known = this.stored;
			if (!this.calls.begin(() -> run(attempt, known))) {
				this.state.completed(attempt, Outcome.FAILED, now, this.terms.retry().toNanos());
			}
		}
		return this.state.wait(now, latest);
	}

	private void run(Attempt attempt, @Nullable StoredLease known) {
		StoredLease acquired = null;
		Outcome outcome = Outcome.FAILED;
		String failure = null;
		try {
			if (attempt.step() == Step.ACQUIRE) {
				acquired = this.store.acquire(this.name.get(), this.terms.lease());
				outcome = (acquired != null) ? Outcome.DONE : Outcome.REFUSED;
			}
			else if (known != null && attempt.step() == Step.RENEW) {
				outcome = known.renew(this.terms.lease()) ? Outcome.DONE : Outcome.REFUSED;
			}
			else if (known != null) {
				known.release();
				outcome = Outcome.DONE;
			}
		}
		catch (Throwable ex) {
			failure = (ex.getMessage() != null) ? ex.getMessage() : ex.toString();
		}
		completed(attempt, outcome, acquired, failure);
	}

	private void completed(Attempt attempt, Outcome outcome, @Nullable StoredLease acquired, @Nullable String failure) {
		boolean kept;
		synchronized (this) {
			long now = this.clock.getAsLong();
			boolean before = this.state.isHeld();
			kept = this.state.completed(attempt, outcome, now, this.listener.pause(attempt.step(), outcome));
			if (kept && acquired != null && !before) {
				this.stored = acquired;
			}
			if (kept && outcome == Outcome.DONE && attempt.step() != Step.RELEASE) {
				this.end = attempt.begun() + this.terms.lease().toNanos();
			}
		}
		if (!kept && acquired != null) {
			giveBack(acquired);
		}
		this.listener.completed(attempt.step(), outcome, failure);
	}

	/**
	 * The answer came too late to be of use here.
	 */
	private void giveBack(StoredLease acquired) {
		try {
			acquired.release();
		}
		catch (Throwable ex) {
			// It ends by itself
		}
		finally {
			synchronized (this) {
				this.state.returned();
			}
		}
	}

	synchronized boolean isHeld() {
		return this.state.isHeld() && !this.state.isOver(this.clock.getAsLong());
	}

	synchronized boolean isHeldOrAcquiring() {
		return this.state.isHeld() || this.state.isAcquiring();
	}

	synchronized boolean isOver() {
		return this.state.isOver(this.clock.getAsLong());
	}

	/**
	 * Return how long a process may still live, in nanoseconds; nothing or less if none
	 * may be left.
	 */
	synchronized long rest() {
		return this.state.isHeld() ? this.state.deadline() - this.clock.getAsLong() : 0;
	}

	/**
	 * Return until when a process may live, or 0.
	 */
	synchronized long deadline() {
		long deadline = this.state.isHeld() ? this.state.deadline() : 0;
		// Zero means that there is none
		return (this.state.isHeld() && deadline == 0) ? 1 : deadline;
	}

	/**
	 * Return the fencing token of the lease, if it is held and has one.
	 */
	synchronized OptionalLong token() {
		StoredLease known = this.stored;
		return (this.state.isHeld() && known != null) ? known.token() : OptionalLong.empty();
	}

	/**
	 * Return when the lease ends in the store, as far as this replica knows, by the
	 * monotonic clock.
	 */
	synchronized long end() {
		return this.end;
	}

	/**
	 * Is told what came of an attempt.
	 */
	interface Listener {

		/**
		 * Return how long to wait before another attempt, in nanoseconds. Must not block.
		 */
		long pause(Step step, Outcome outcome);

		void completed(Step step, Outcome outcome, @Nullable String failure);

	}

}
