package dev.daemonspring.policy;

import java.time.Duration;

/**
 * The end of a process, from the moment at which it was initiated. Immutable: a later
 * order replaces it, and an end that was replaced no longer escalates. Each stage has the
 * same time limit.
 *
 * @param reason why the process ends
 * @param stage the stage that the end has reached
 * @param since when that stage began, in nanoseconds of the supervisor's clock
 * @param grace how long the process may take for each stage
 */
public record ProcessEnding(Reason reason, Stage stage, long since, Duration grace) {

	public static ProcessEnding asked(Reason reason, long now, Duration grace) {
		return new ProcessEnding(reason, Stage.ASKED, now, grace);
	}

	/**
	 * Return the same end for another reason, without resetting its time.
	 */
	public ProcessEnding because(Reason other) {
		return new ProcessEnding(other, this.stage, this.since, this.grace);
	}

	/**
	 * Return the end after its next stage has begun.
	 */
	public ProcessEnding escalated(long now) {
		return new ProcessEnding(this.reason, this.stage.next(), now, this.grace);
	}

	/**
	 * Return the end of a process that was killed without the earlier stages.
	 */
	public ProcessEnding killed(long now) {
		return new ProcessEnding(this.reason, Stage.KILLED, now, this.grace);
	}

	public boolean isOverdue(long now) {
		return now - this.since >= this.grace.toNanos();
	}

	/**
	 * Why a process ends.
	 */
	public enum Reason {

		/**
		 * An operator has stopped the worker, or the daemon ends.
		 */
		STOP,

		/**
		 * An operator has restarted the worker: another process follows.
		 */
		RESTART,

		/**
		 * The process has reached a limit: another process follows.
		 */
		LIMIT,

		/**
		 * The worker has made no progress, which counts as having gone down.
		 */
		STALL,

		/**
		 * The process did not take up its worker, which starts in another process.
		 */
		NOT_TAKEN_UP,

		/**
		 * The lease on the worker ends, or is handed over to another replica: a process
		 * follows when it is held again.
		 */
		LEASE,

		/**
		 * The worker ends by itself, or its process was sent a signal. What follows
		 * depends on the exit.
		 */
		OWN;

		/**
		 * Return whether another process is expected to follow.
		 */
		boolean isFollowed() {
			return this == RESTART || this == LIMIT || this == NOT_TAKEN_UP || this == STALL;
		}

	}

	/**
	 * The stage that an end has reached.
	 */
	public enum Stage {

		/**
		 * The worker was asked to spin down.
		 */
		ASKED,

		/**
		 * The process was sent SIGTERM.
		 */
		TERMINATED,

		/**
		 * The process was sent SIGKILL.
		 */
		KILLED;

		private Stage next() {
			return (this == ASKED) ? TERMINATED : KILLED;
		}

	}

}
