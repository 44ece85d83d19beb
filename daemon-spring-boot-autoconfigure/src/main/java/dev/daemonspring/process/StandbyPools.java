package dev.daemonspring.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * The standbys of every kind that workers can use: one pool for each plan. Belongs to the
 * supervisor's thread. A standby that has read a configuration that has changed since is
 * given to nobody, and replaced.
 */
public final class StandbyPools {

	private final Map<LaunchPlan, StandbyPool> pools = new LinkedHashMap<>();

	private final ConfigurationWatch configuration;

	private long current;

	/**
	 * Create pools, which are empty.
	 * @param standbys tells how many processes of each plan shall wait
	 * @param configuration knows when what they have read is not true any more
	 * @param bootTimeout how long a process may boot
	 */
	public StandbyPools(Map<LaunchPlan, StandbyTarget> standbys, ConfigurationWatch configuration,
			Duration bootTimeout) {
		standbys.forEach((plan, target) -> this.pools.put(plan, new StandbyPool(target, plan, bootTimeout)));
		this.configuration = configuration;
		this.current = configuration.version();
	}

	public ConfigurationWatch configuration() {
		return this.configuration;
	}

	/**
	 * Take a process that is ready to be assigned.
	 * @param plan what the process must have been started with
	 * @return the process, or {@code null} when there is none
	 */
	@Nullable Child take(LaunchPlan plan) {
		StandbyPool pool = this.pools.get(plan);
		if (pool == null) {
			return null;
		}
		discardStale();
		return pool.take();
	}

	/**
	 * Note that a tenant needs another process in the place of one that it had.
	 * @param plan what its process is started with
	 * @param now the current time in nanoseconds
	 */
	void needed(LaunchPlan plan, long now) {
		StandbyPool pool = this.pools.get(plan);
		if (pool != null) {
			pool.needed(now);
		}
	}

	/**
	 * Kill those of which fewer are needed than before.
	 */
	void killSurplus(long now) {
		this.pools.values().forEach((pool) -> pool.killSurplus(now));
	}

	/**
	 * Keep a process that was started for a worker and is not needed for it.
	 */
	void keep(LaunchPlan plan, Child child, long now) {
		StandbyPool pool = this.pools.get(plan);
		if (pool != null && pool.hasRoom(now)) {
			pool.launched(child);
		}
		else {
			child.kill();
		}
	}

	/**
	 * Return a pool in which another process shall be started.
	 * @param now the current time in nanoseconds
	 * @return the pool, or {@code null}
	 */
	@Nullable StandbyPool wantingMore(long now) {
		discardStale();
		boolean launching = this.pools.values().stream().anyMatch(StandbyPool::isLaunching);
		return launching ? null
				: this.pools.values().stream().filter((pool) -> pool.wantsMore(now)).findFirst().orElse(null);
	}

	private void discardStale() {
		long now = this.configuration.version();
		if (now != this.current) {
			this.current = now;
			this.pools.values().forEach(StandbyPool::discard);
		}
	}

	void reportReady(Consumer<Child> listener) {
		this.pools.values().forEach((pool) -> pool.reportReady(listener));
	}

	/**
	 * Kill the processes that have not booted in time, and tell of them.
	 */
	void killOverdue(long now, PoolListener listener) {
		for (StandbyPool pool : this.pools.values()) {
			for (Child overdue : pool.killOverdue(now)) {
				listener.trouble(("A standby (pid %d) did not boot within the longest 'start-timeout' of all workers"
						+ " and was killed; another follows")
					.formatted(overdue.pid()));
			}
		}
	}

	/**
	 * Note that a process is gone.
	 * @return the pool in which it had waited, or {@code null}
	 */
	@Nullable StandbyPool remove(Child child) {
		for (StandbyPool pool : this.pools.values()) {
			if (pool.remove(child)) {
				return pool;
			}
		}
		return null;
	}

	/**
	 * Return whether a process boots that may soon be ready.
	 */
	boolean isBooting(LaunchPlan plan) {
		StandbyPool pool = this.pools.get(plan);
		return pool != null && (pool.isLaunching() || !pool.waiting().isEmpty());
	}

	boolean contains(Child child) {
		return this.pools.values().stream().anyMatch((pool) -> pool.contains(child));
	}

	/**
	 * Return how many processes are ready to be assigned.
	 */
	public int ready() {
		int ready = 0;
		for (StandbyPool pool : this.pools.values()) {
			ready += pool.ready();
		}
		return ready;
	}

	/**
	 * Return whether none is ready where at least one shall be.
	 */
	public boolean isLacking(long now) {
		return this.pools.values().stream().anyMatch((pool) -> pool.ready() == 0 && pool.wantsAny(now));
	}

	Collection<Child> waiting() {
		List<Child> waiting = new ArrayList<>();
		this.pools.values().forEach((pool) -> waiting.addAll(pool.waiting()));
		return waiting;
	}

}
