package dev.daemonspring.policy;

import org.jspecify.annotations.Nullable;

/**
 * The lease on one worker, as one replica knows it. It says what is to be asked of the
 * store, and is told the outcome, which may come late or never; it does nothing itself.
 * Whatever is not known counts as lost: a lease lasts until its deadline only, and while
 * a process may be left it is neither acquired anew nor given back. Not thread-safe.
 */
public final class LeaseState {

	/**
	 * One call may hang and another be tried; a third would only hang as well.
	 */
	private static final int MOST_CALLS = 2;

	private final LeaseTerms terms;

	private boolean wanted;

	private boolean inUse;

	private boolean held;

	private int stay;

	private long deadline;

	private boolean renewsAgain;

	private long due;

	private @Nullable Attempt running;

	private int calls;

	/**
	 * Create the state of a lease that is not held.
	 * @param terms how long leases last
	 * @param now the current time in nanoseconds
	 */
	public LeaseState(LeaseTerms terms, long now) {
		this.terms = terms;
		this.due = now;
	}

	/**
	 * Say what this replica needs.
	 * @param wanted whether the worker is to run here
	 * @param inUse whether a process of the worker may be left
	 */
	public void want(boolean wanted, boolean inUse) {
		this.wanted = wanted;
		this.inUse = inUse;
	}

	/**
	 * Put off the next attempt to acquire, or bring it forward.
	 * @param due when it is due, in nanoseconds
	 */
	public void due(long due) {
		if (!this.held) {
			this.due = due;
		}
	}

	/**
	 * Renew the lease now, if it is held. A renewal that has begun does not count.
	 * @param now the current time in nanoseconds
	 */
	public void renew(long now) {
		if (this.held) {
			this.due = now;
			this.renewsAgain = this.running != null;
		}
	}

	/**
	 * Return what to ask of the store now, or {@code null} for nothing. Whoever asks has
	 * to do it, and to tell the outcome.
	 * @param now the current time in nanoseconds
	 */
	public @Nullable Attempt next(long now) {
		Attempt current = this.running;
		if (current != null && now - current.begun() < this.terms.operationTimeout().toNanos()) {
			return null;
		}
		if (current != null) {
			this.running = null;
			this.due = now;
		}
		if (this.calls >= MOST_CALLS) {
			return null;
		}
		if (!this.held) {
			// A call that comes late could give back what is acquired now
			boolean alone = this.calls == 0;
			return (this.wanted && !this.inUse && alone && now - this.due >= 0) ? begin(Step.ACQUIRE, now) : null;
		}
		if (!this.inUse && (!this.wanted || isOver(now))) {
			this.held = false;
			this.due = now;
			return begin(Step.RELEASE, now);
		}
		// After the deadline somebody else may have it
		return (!isOver(now) && now - this.due >= 0) ? begin(Step.RENEW, now) : null;
	}

	private Attempt begin(Step step, long now) {
		Attempt begun = new Attempt(step, this.stay, now);
		this.running = begun;
		this.calls++;
		return begun;
	}

	/**
	 * Note what the store has answered, perhaps long after another attempt was made.
	 * @param attempt the attempt
	 * @param outcome what came of it
	 * @param now the current time in nanoseconds
	 * @param pause how long to wait before another attempt, in nanoseconds
	 * @return whether what was acquired is kept; if not, it is to be given back, and
	 * {@link #returned} to be called after that
	 */
	public boolean completed(Attempt attempt, Outcome outcome, long now, long pause) {
		boolean current = this.running == attempt;
		this.calls--;
		if (current) {
			this.running = null;
		}
		return switch (attempt.step()) {
			case ACQUIRE -> acquired(attempt, outcome, now, pause);
			case RENEW -> renewed(attempt, outcome, current, now, pause);
			case RELEASE -> released(now, pause);
		};
	}

	private boolean acquired(Attempt attempt, Outcome outcome, long now, long pause) {
		long end = this.terms.deadline(attempt.begun());
		if (outcome != Outcome.DONE) {
			due(now + pause);
			return true;
		}
		if (this.held || this.inUse || !this.wanted || now - end >= 0) {
			this.calls++;
			due(now + pause);
			return false;
		}
		this.held = true;
		this.stay++;
		this.deadline = end;
		this.due = attempt.begun() + this.terms.renew().toNanos();
		return true;
	}

	/**
	 * Note that what was acquired in vain was given back, or could not be.
	 */
	public void returned() {
		this.calls--;
	}

	private boolean renewed(Attempt attempt, Outcome outcome, boolean current, long now, long pause) {
		if (!this.held || attempt.stay() != this.stay) {
			return true;
		}
		if (outcome == Outcome.REFUSED) {
			this.deadline = isOver(now) ? this.deadline : now;
		}
		else if (outcome == Outcome.DONE) {
			long end = this.terms.deadline(attempt.begun());
			this.deadline = (end - this.deadline > 0) ? end : this.deadline;
		}
		if (current) {
			long next = this.renewsAgain ? now : attempt.begun() + this.terms.renew().toNanos();
			this.due = (outcome == Outcome.DONE) ? next : now + pause;
			this.renewsAgain = false;
		}
		return true;
	}

	private boolean released(long now, long pause) {
		due(now + pause);
		return true;
	}

	/**
	 * Return whether the lease is held, be it over or not.
	 */
	public boolean isHeld() {
		return this.held;
	}

	/**
	 * Return whether an attempt to acquire the lease is being made.
	 */
	public boolean isAcquiring() {
		return this.running != null && this.running.step() == Step.ACQUIRE;
	}

	/**
	 * Return whether no process of the worker may be left.
	 * @param now the current time in nanoseconds
	 */
	public boolean isOver(long now) {
		return !this.held || now - this.deadline >= 0;
	}

	/**
	 * Return until when a process of the worker may live; only while the lease is held.
	 */
	public long deadline() {
		return this.deadline;
	}

	/**
	 * Return when {@link #next} may have something to ask.
	 * @param now the current time in nanoseconds
	 * @param latest how long to wait at most
	 */
	public long wait(long now, long latest) {
		Attempt current = this.running;
		long next;
		if (current != null) {
			next = current.begun() + this.terms.operationTimeout().toNanos();
		}
		else if (this.calls >= MOST_CALLS || (!this.held && (!this.wanted || this.inUse || this.calls > 0))) {
			return latest;
		}
		else {
			next = (this.held && isOver(now)) ? now + latest : this.due;
		}
		return Math.max(0, Math.min(latest, next - now));
	}

	/**
	 * What is asked of the store.
	 */
	public enum Step {

		/**
		 * The lease, if nobody holds it.
		 */
		ACQUIRE,

		/**
		 * A later end of the lease that this replica holds.
		 */
		RENEW,

		/**
		 * The end of the lease: no process is left.
		 */
		RELEASE

	}

	/**
	 * What the store has answered.
	 */
	public enum Outcome {

		/**
		 * It has done what was asked.
		 */
		DONE,

		/**
		 * Somebody else holds the lease.
		 */
		REFUSED,

		/**
		 * It has not answered: it may have done it, or not.
		 */
		FAILED

	}

	/**
	 * An attempt.
	 *
	 * @param step what is asked
	 * @param stay how often the lease had been acquired before it was asked
	 * @param begun when it was asked, in nanoseconds
	 */
	public record Attempt(Step step, int stay, long begun) {
	}

}
