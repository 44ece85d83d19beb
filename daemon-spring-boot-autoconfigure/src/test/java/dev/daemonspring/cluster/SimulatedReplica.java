package dev.daemonspring.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.policy.LeaseTerms;
import dev.daemonspring.supervisor.WorkerLease;

/**
 * A replica without processes: a keeper of leases, and for each worker what a supervisor
 * and a worker process would do, tick by tick. What is frozen does nothing.
 */
final class SimulatedReplica {

	private final String name;

	private final LongSupplier clock;

	private final LeaseKeeper keeper;

	private final Map<String, WorkerLease> leases = new LinkedHashMap<>();

	private final Map<String, Process> processes = new LinkedHashMap<>();

	boolean daemonFrozen;

	boolean workersFrozen;

	boolean dead;

	/**
	 * Whether the store does not hear this replica.
	 */
	boolean cutOff;

	/**
	 * Whether this replica does not hear the answers of the store, which has done what it
	 * was asked.
	 */
	boolean deaf;

	SimulatedReplica(String name, MemoryStore store, LeaseTerms terms, LongSupplier clock, List<String> workers) {
		this.name = name;
		this.clock = clock;
		this.keeper = new LeaseKeeper(reached(store.of(name)),
				new ClusterSettings(new LeaseNames("app"), name, terms, Integer.MAX_VALUE), clock,
				LeaseCalls.immediate());
		workers.forEach((worker) -> this.leases.put(worker, this.keeper.lease(worker, Duration.ofMillis(500))));
	}

	private LeaseStore reached(LeaseStore store) {
		return new LeaseStore() {

			@Override
			public @Nullable StoredLease acquire(String name, Duration duration) {
				ask();
				StoredLease acquired = store.acquire(name, duration);
				answer();
				return (acquired != null) ? new Reached(acquired) : null;
			}

			@Override
			public @Nullable List<LeaseEntry> entries(String prefix) {
				ask();
				List<LeaseEntry> entries = store.entries(prefix);
				answer();
				return entries;
			}

		};
	}

	private void ask() {
		if (this.cutOff) {
			throw new IllegalStateException("cut off");
		}
	}

	private void answer() {
		if (this.deaf) {
			throw new IllegalStateException("no answer");
		}
	}

	void prepared(boolean prepared) {
		this.keeper.prepared(prepared);
	}

	void tick() {
		if (!this.dead && !this.daemonFrozen) {
			this.keeper.step();
			this.leases.forEach(this::supervise);
		}
		// The guard's thread of each process
		if (!this.workersFrozen) {
			this.processes.values().removeIf((process) -> this.clock.getAsLong() - process.deadline >= 0);
		}
	}

	private void supervise(String worker, WorkerLease lease) {
		Process process = this.processes.get(worker);
		lease.want(true, process != null);
		if (process == null && lease.mayRun()) {
			this.processes.put(worker, new Process(lease.deadline(), lease.token().orElseThrow()));
		}
		else if (process != null && lease.isOver()) {
			this.processes.remove(worker);
		}
		else if (process != null) {
			process.deadline = lease.deadline();
			if (!lease.mayRun() && !this.workersFrozen) {
				this.processes.remove(worker);
			}
		}
	}

	/**
	 * Return the token under which a worker is at work here, or {@code null} if it is
	 * not.
	 */
	@Nullable Long token(String worker) {
		Process process = this.workersFrozen ? null : this.processes.get(worker);
		return (process != null) ? process.token : null;
	}

	void killWorkers() {
		this.processes.clear();
	}

	/**
	 * End as in a deployment.
	 */
	void end() {
		this.processes.clear();
		List<String> workers = new ArrayList<>(this.leases.keySet());
		workers.forEach((worker) -> this.leases.get(worker).want(false, false));
		this.keeper.close();
		this.dead = true;
	}

	boolean isOver() {
		return this.dead && this.processes.isEmpty();
	}

	@Override
	public String toString() {
		return this.name + this.processes.keySet();
	}

	/**
	 * What a worker process knows.
	 */
	private static final class Process {

		private long deadline;

		private final long token;

		Process(long deadline, long token) {
			this.deadline = deadline;
			this.token = token;
		}

	}

	/**
	 * A lease that can be out of reach.
	 */
	private final class Reached implements StoredLease {

		private final StoredLease lease;

		Reached(StoredLease lease) {
			this.lease = lease;
		}

		@Override
		public boolean renew(Duration duration) {
			ask();
			boolean renewed = this.lease.renew(duration);
			answer();
			return renewed;
		}

		@Override
		public OptionalLong token() {
			return this.lease.token();
		}

		@Override
		public void release() {
			ask();
			this.lease.release();
			answer();
		}

	}

}
