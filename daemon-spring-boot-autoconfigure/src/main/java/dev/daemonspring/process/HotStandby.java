package dev.daemonspring.process;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.protocol.Reservation;
import dev.daemonspring.region.ProcessPhase;

/**
 * The standby of one tenant alone: a process that has created the tenant's beans, or is
 * about to. There is one at a time, while the tenant is to run. Belongs to the
 * supervisor's thread, but for {@link #pid()}. The way of an exit has no lambda: what is
 * linked for the first time while the heap is exhausted fails for ever.
 */
public final class HotStandby {

	private static final Backoff UNREADY = new Backoff(Duration.ofSeconds(30), Duration.ofMinutes(10));

	private static final Backoff READY = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));

	private final Reservation reservation;

	private final LaunchPlan plan;

	private final Duration startTimeout;

	private @Nullable HostProcess process;

	private long launchedAt;

	private boolean launching;

	private boolean stale;

	private boolean overdue;

	private @Nullable Long failedAt;

	private Duration pause = Duration.ZERO;

	private int failures;

	private @Nullable String told;

	private volatile @Nullable Long pid;

	/**
	 * Create a standby, for which no process is started yet.
	 * @param reservation what the process is told
	 * @param plan what it is started with
	 * @param startTimeout how long it may take to boot and to create the beans
	 */
	public HotStandby(Reservation reservation, LaunchPlan plan, Duration startTimeout) {
		this.reservation = reservation;
		this.plan = plan;
		this.startTimeout = startTimeout;
	}

	/**
	 * Return the id of the process, or {@code null} while none is ready. Any thread may
	 * ask.
	 * @return the pid
	 */
	public @Nullable Long pid() {
		return this.pid;
	}

	LaunchPlan plan() {
		return this.plan;
	}

	Duration grace() {
		return this.reservation.assignment().grace();
	}

	/**
	 * Take the process.
	 * @return the process, or {@code null} when it is not ready
	 */
	@Nullable Child take() {
		HostProcess ready = this.process;
		if (ready == null || ready.scratch().phase() != ProcessPhase.HOT) {
			return null;
		}
		if (!ready.isResponsive()) {
			// Stopped by a signal: it stands where one could wait that is of use
			ready.kill();
			return null;
		}
		this.failures = 0;
		release();
		return ready;
	}

	/**
	 * Give the process up.
	 * @return the process, or {@code null} when there is none
	 */
	@Nullable HostProcess release() {
		HostProcess released = this.process;
		this.process = null;
		this.pid = null;
		return released;
	}

	/**
	 * Return whether a process shall be started.
	 */
	boolean wantsMore(long now) {
		boolean paused = this.failedAt != null && now - this.failedAt < this.pause.toNanos();
		return this.process == null && !this.launching && !paused;
	}

	void launching() {
		this.launching = true;
		this.stale = false;
	}

	/**
	 * Have a process, and tell it whom it waits for.
	 */
	void launched(HostProcess launched, long now) {
		this.launching = false;
		if (this.stale) {
			launched.kill();
			return;
		}
		this.process = launched;
		this.launchedAt = now;
		this.overdue = false;
		launched.reserve(this.reservation);
	}

	/**
	 * Note that a process could not be started.
	 */
	void notLaunched(long now) {
		this.launching = false;
		failed(UNREADY, now);
	}

	/**
	 * Have nothing to do with what was started so far, and be free to start another.
	 */
	void discard() {
		this.stale = true;
		this.failedAt = null;
		this.failures = 0;
	}

	boolean is(Child child) {
		return this.process == child;
	}

	/**
	 * Note that the process is gone.
	 * @return what there is to tell, or {@code null} if it was told before
	 */
	@Nullable String exited(HostProcess gone, ProcessExit exit, long now) {
		boolean ready = gone.scratch().phase() == ProcessPhase.HOT;
		String reason = reason(gone, exit, ready);
		release();
		failed(ready ? READY : UNREADY, now);
		if (!ready && reason.equals(this.told)) {
			return null;
		}
		this.told = ready ? null : reason;
		return "The hot standby of worker '%s' (pid %d) %s. Another attempt follows in %d s; until one is ready, the worker restarts without it."
			.formatted(tenant(), gone.pid(), reason, this.pause.toSeconds());
	}

	private String reason(HostProcess gone, ProcessExit exit, boolean ready) {
		if (this.overdue) {
			return "did not create its beans within 'start-timeout' (%s) and was killed".formatted(this.startTimeout);
		}
		String error = gone.scratch().verifiedSnapshot().lastError();
		return (ready ? "has ended: " : "has ended before it was ready: ") + exit
				+ ((error != null) ? "; last error: " + error : "");
	}

	private void failed(Backoff backoff, long now) {
		this.failedAt = now;
		this.pause = backoff.after(this.failures++);
	}

	/**
	 * Kill the process if it was not ready in time: a bean whose constructor hangs, or
	 * one that is stopped by a signal.
	 */
	void killOverdue(long now) {
		HostProcess waiting = this.process;
		if (waiting != null && waiting.scratch().phase() != ProcessPhase.HOT
				&& now - this.launchedAt > this.startTimeout.toNanos()) {
			// Should that be lost, it is repeated after as long again
			this.launchedAt = now;
			this.overdue = true;
			waiting.kill();
		}
	}

	/**
	 * Return the process if it has become ready since the last call.
	 */
	@Nullable Child becameReady() {
		HostProcess waiting = this.process;
		if (waiting == null || this.pid != null || waiting.scratch().phase() != ProcessPhase.HOT) {
			return null;
		}
		this.pid = waiting.pid();
		this.told = null;
		return waiting;
	}

	String tenant() {
		return this.reservation.assignment().worker();
	}

	/**
	 * How long to wait after a process that was of no use; each doubles it, until one
	 * was.
	 *
	 * @param first after the first
	 * @param most at most
	 */
	private record Backoff(Duration first, Duration most) {

		private Duration after(int failures) {
			Duration pause = this.first.multipliedBy(1L << Math.min(failures, 10));
			return (pause.compareTo(this.most) < 0) ? pause : this.most;
		}

	}

}
