package dev.daemonspring.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.region.ProcessPhase;

/**
 * Processes of one plan that have booted, or boot, and wait to be assigned. Belongs to
 * the supervisor's thread.
 */
final class StandbyPool {

	/**
	 * How long to wait after a standby that could not boot, and at most.
	 */
	private static final Duration PAUSE = Duration.ofSeconds(30);

	/**
	 * How long to wait after one that died when it was ready; each that dies before one
	 * was of use doubles it.
	 */
	private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

	private final StandbyTarget target;

	private final LaunchPlan plan;

	private final Duration bootTimeout;

	private final Set<Child> waiting = new LinkedHashSet<>();

	private final Set<Child> ready = new LinkedHashSet<>();

	/**
	 * Since when those boot that are not ready.
	 */
	private final Map<Child, Long> booting = new HashMap<>();

	private boolean launching;

	private boolean stale;

	private @Nullable Long failedAt;

	private Duration pause = PAUSE;

	private int deaths;

	/**
	 * Create a pool, which is empty.
	 * @param target tells how many processes shall wait
	 * @param plan what they are started with
	 * @param bootTimeout how long one may boot
	 */
	StandbyPool(StandbyTarget target, LaunchPlan plan, Duration bootTimeout) {
		this.target = target;
		this.plan = plan;
		this.bootTimeout = bootTimeout;
	}

	LaunchPlan plan() {
		return this.plan;
	}

	/**
	 * Take a process that is ready to be assigned.
	 * @return the process, or {@code null} when there is none
	 */
	@Nullable Child take() {
		for (Iterator<Child> children = this.waiting.iterator(); children.hasNext();) {
			Child child = children.next();
			if (child.scratch().phase() != ProcessPhase.READY) {
				continue;
			}
			if (child.isResponsive()) {
				children.remove();
				this.ready.remove(child);
				this.deaths = 0;
				return child;
			}
			// Stopped by a signal: it stands where one could wait that is of use
			child.kill();
		}
		return null;
	}

	/**
	 * Report the processes that have become ready since the last call.
	 * @param listener takes them
	 */
	void reportReady(Consumer<Child> listener) {
		this.waiting.stream()
			.filter((child) -> child.scratch().phase() == ProcessPhase.READY)
			.filter(this.ready::add)
			.forEach(listener);
	}

	/**
	 * Kill the processes that have not booted in time: one that hangs, or is stopped by a
	 * signal, stands where another could wait that is of use.
	 * @return those that were killed
	 */
	List<Child> killOverdue(long now) {
		List<Child> overdue = new ArrayList<>();
		for (Child child : this.waiting) {
			if (child.scratch().phase() == ProcessPhase.READY) {
				this.booting.remove(child);
				continue;
			}
			Long since = this.booting.putIfAbsent(child, now);
			if (since != null && now - since > this.bootTimeout.toNanos()) {
				child.kill();
				// Should that be lost, it is repeated after as long again
				this.booting.put(child, now);
				overdue.add(child);
			}
		}
		return overdue;
	}

	/**
	 * Return whether another process shall be started.
	 */
	boolean wantsMore(long now) {
		boolean paused = this.failedAt != null && now - this.failedAt < this.pause.toNanos();
		return !this.launching && !paused && hasRoom(now);
	}

	boolean wantsAny(long now) {
		return this.target.count(now) > 0;
	}

	boolean hasRoom(long now) {
		return this.waiting.size() < this.target.count(now);
	}

	/**
	 * Note that a tenant needs another process in the place of one that it had.
	 */
	void needed(long now) {
		this.target.needed(now);
	}

	/**
	 * Kill those that came last where more wait than shall.
	 */
	void killSurplus(long now) {
		List<Child> all = List.copyOf(this.waiting);
		for (Child child : all.subList(Math.min(this.target.count(now), all.size()), all.size())) {
			remove(child);
			child.kill();
		}
	}

	void launching() {
		this.launching = true;
		this.stale = false;
	}

	boolean isLaunching() {
		return this.launching;
	}

	void launched(Child child) {
		this.launching = false;
		if (this.stale) {
			child.kill();
		}
		else {
			this.waiting.add(child);
		}
	}

	/**
	 * Give up every process: what it has read on its boot is not true any more.
	 */
	void discard() {
		this.stale = true;
		this.failedAt = null;
		this.waiting.forEach(Child::kill);
		this.waiting.clear();
		this.ready.clear();
		this.booting.clear();
	}

	/**
	 * Note that a process could not be started, or could not boot.
	 */
	void failed(long now) {
		this.launching = false;
		this.failedAt = now;
		this.pause = PAUSE;
	}

	/**
	 * Note that a process is gone that waited here.
	 */
	void died(boolean wasReady, long now) {
		this.failedAt = now;
		this.pause = wasReady ? pauseAfter(this.deaths++) : PAUSE;
	}

	private static Duration pauseAfter(int deaths) {
		Duration pause = SHORTEST_PAUSE.multipliedBy(1L << Math.min(deaths, 10));
		return (pause.compareTo(PAUSE) < 0) ? pause : PAUSE;
	}

	boolean contains(Child child) {
		return this.waiting.contains(child);
	}

	/**
	 * Note that a process is gone.
	 * @return whether it had waited here
	 */
	boolean remove(Child child) {
		this.ready.remove(child);
		this.booting.remove(child);
		return this.waiting.remove(child);
	}

	/**
	 * Return how many of the processes that wait were reported as ready.
	 */
	int ready() {
		return this.ready.size();
	}

	Collection<Child> waiting() {
		return List.copyOf(this.waiting);
	}

}
