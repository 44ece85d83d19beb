package dev.daemonspring.supervisor;

import java.time.Duration;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;

/**
 * The lease on one worker: whether this replica may run it, and until when. Thread-safe;
 * nothing here waits for the store.
 */
public interface WorkerLease {

	/**
	 * The lease on a worker that every replica runs for itself. It needs none.
	 */
	WorkerLease NONE = new WorkerLease() {

		@Override
		public boolean isShared() {
			return false;
		}

		@Override
		public void want(boolean wanted, boolean inUse) {
		}

		@Override
		public boolean mayRun() {
			return true;
		}

		@Override
		public boolean isOver() {
			return false;
		}

		@Override
		public long deadline() {
			return 0;
		}

		@Override
		public Duration longest() {
			return Duration.ZERO;
		}

		@Override
		public OptionalLong token() {
			return OptionalLong.empty();
		}

		@Override
		public void confirm() {
		}

		@Override
		public Duration vacancy() {
			return Duration.ZERO;
		}

		@Override
		public String absence() {
			return "";
		}

		@Override
		public @Nullable LeaseInfo info() {
			return null;
		}

	};

	/**
	 * Return whether the replicas share the worker.
	 * @return whether a lease is needed at all
	 */
	boolean isShared();

	/**
	 * Say what this replica needs.
	 * @param wanted whether the worker is to run here, if the lease can be had
	 * @param inUse whether the worker has a process
	 */
	void want(boolean wanted, boolean inUse);

	/**
	 * Return whether the worker may run here for some time to come. If not, it is not
	 * started, and a process that it has is asked to end.
	 * @return whether it may
	 */
	boolean mayRun();

	/**
	 * Return whether no process of the worker may be left.
	 * @return whether a process is to be killed
	 */
	boolean isOver();

	/**
	 * Return until when a process may live, as by {@link System#nanoTime()}, which all
	 * processes of a machine share.
	 * @return the time, or 0 for none
	 */
	long deadline();

	/**
	 * Return how far ahead a deadline can lie.
	 * @return the time, or zero if no lease is needed
	 */
	Duration longest();

	/**
	 * Return the fencing token, which is greater than that of every earlier holder.
	 * @return the token; empty if the store gives none, or the lease is not held
	 */
	OptionalLong token();

	/**
	 * Renew the lease at once: the worker has done what others are not to repeat.
	 */
	void confirm();

	/**
	 * Return how long ago the holder before, who never gave the lease back, last renewed
	 * it. What was due since then was hardly done.
	 * @return the time; zero if the lease was given back, or nothing is known of who held
	 * it
	 */
	Duration vacancy();

	/**
	 * Return why the worker may not run here, in words that follow "because".
	 * @return the reason
	 */
	String absence();

	/**
	 * Return what is known of the lease.
	 * @return what is known, or {@code null} of a worker that needs none
	 */
	@Nullable LeaseInfo info();

}
