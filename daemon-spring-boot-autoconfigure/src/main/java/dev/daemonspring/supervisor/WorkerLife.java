package dev.daemonspring.supervisor;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.policy.ProcessEnding;
import dev.daemonspring.process.Child;
import dev.daemonspring.region.ProcessPhase;

/**
 * The life of one process of a worker, from its assignment to its end. Immutable.
 *
 * @param started when the process became the worker's
 * @param ended when it ended, or {@code null} while it lives, or if the daemon did not
 * see its end
 * @param pid the id of the process
 * @param start how the process was started
 * @param reason why it ended, or {@code null} while it lives
 * @param exitCode its exit code, above 128 if a signal ended it, or {@code null} if it is
 * not known
 * @param exit how it ended, such as {@code exit code 1} or {@code signal 9 (SIGKILL)}, or
 * {@code null} if it is not known
 * @param error an excerpt of the error that the process reported, or {@code null}
 * @param iterations the number of finished iterations
 * @param longestIteration how long the longest of them took; zero before the first has
 * ended
 * @since 0.1.0
 */
public record WorkerLife(Instant started, @Nullable Instant ended, long pid, Start start, @Nullable Reason reason,
		@Nullable Integer exitCode, @Nullable String exit, @Nullable String error, long iterations,
		Duration longestIteration) {

	boolean isRunning() {
		return this.reason == null;
	}

	/**
	 * Return this life with what is known of it so far.
	 */
	WorkerLife progressed(long iterations, Duration longestIteration) {
		return new WorkerLife(this.started, this.ended, this.pid, this.start, this.reason, this.exitCode, this.exit,
				this.error, iterations, longestIteration);
	}

	/**
	 * Return this life with another error.
	 */
	WorkerLife explained(String error) {
		return new WorkerLife(this.started, this.ended, this.pid, this.start, this.reason, this.exitCode, this.exit,
				error, this.iterations, this.longestIteration);
	}

	/**
	 * How a worker got its process.
	 */
	public enum Start {

		/**
		 * The worker waited while the process booted.
		 */
		COLD(1),

		/**
		 * The process had booted and had waited to be assigned.
		 */
		STANDBY(2),

		/**
		 * The worker joined a process that it shares with others.
		 */
		SHARED(3),

		/**
		 * The worker runs on a thread of the daemon.
		 */
		THREAD(4),

		/**
		 * The process had created the worker's beans and had waited for this worker
		 * alone.
		 */
		HOT_STANDBY(5);

		private final int code;

		Start(int code) {
			this.code = code;
		}

		int code() {
			return this.code;
		}

		static Start ofCode(int code) {
			return Arrays.stream(values()).filter((start) -> start.code == code).findFirst().orElse(COLD);
		}

		static Start of(Child child) {
			if (!child.isProcess()) {
				return THREAD;
			}
			if (child.home() != child) {
				return SHARED;
			}
			if (child.scratch().phase() == ProcessPhase.HOT) {
				return HOT_STANDBY;
			}
			return child.hasBooted() ? STANDBY : COLD;
		}

	}

	/**
	 * Why a process of a worker ended.
	 */
	public enum Reason {

		/**
		 * The worker went down: it threw, its process exited or was killed.
		 */
		WENT_DOWN(1),

		/**
		 * The worker made no progress, or did not start in time, and was killed.
		 */
		STALLED(2),

		/**
		 * The process did not take up the worker and was killed.
		 */
		NOT_TAKEN_UP(3),

		/**
		 * The process had reached a limit and was replaced.
		 */
		LIMIT_REACHED(4),

		/**
		 * An operator restarted the worker.
		 */
		RESTARTED(5),

		/**
		 * An operator stopped the worker.
		 */
		STOPPED(6),

		/**
		 * The worker stopped itself.
		 */
		STOPPED_ITSELF(7),

		/**
		 * The daemon shut down.
		 */
		DAEMON_ENDED(8),

		/**
		 * The daemon died. How the process ended, and when, is not known.
		 */
		DAEMON_DIED(9),

		/**
		 * The worker has done its one iteration.
		 */
		DONE(10),

		/**
		 * The lease on the worker ended, or was handed over to another replica.
		 */
		LEASE_ENDED(11);

		private final int code;

		Reason(int code) {
			this.code = code;
		}

		int code() {
			return this.code;
		}

		/**
		 * Return the reason with a code.
		 * @param code the code, which may be unknown
		 */
		static Reason ofCode(int code) {
			return Arrays.stream(values()).filter((reason) -> reason.code == code).findFirst().orElse(WENT_DOWN);
		}

		/**
		 * Return why a process ended; the first match counts.
		 * @param daemonEnding whether the daemon shuts down
		 * @param stopWanted whether an operator wants the worker stopped
		 * @param termination why the process was being ended, or {@code null}
		 * @param limitReached whether it had reached a limit
		 * @param report how the worker ended by its own account
		 */
		static Reason of(boolean daemonEnding, boolean stopWanted, ProcessEnding.@Nullable Reason termination,
				boolean limitReached, ExitReport report) {
			if (report.isDone()) {
				return DONE;
			}
			if (daemonEnding) {
				return DAEMON_ENDED;
			}
			if (termination == ProcessEnding.Reason.STALL) {
				return STALLED;
			}
			if (termination == ProcessEnding.Reason.NOT_TAKEN_UP) {
				return NOT_TAKEN_UP;
			}
			if (stopWanted) {
				return STOPPED;
			}
			if (termination == ProcessEnding.Reason.RESTART) {
				return RESTARTED;
			}
			if (termination == ProcessEnding.Reason.LEASE) {
				return LEASE_ENDED;
			}
			if (limitReached) {
				return LIMIT_REACHED;
			}
			return report.isStoppedItself() ? STOPPED_ITSELF : WENT_DOWN;
		}

	}

}
