package dev.daemonspring.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.daemonspring.policy.LeaseTerms;
import dev.daemonspring.supervisor.WorkerLease;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of how much a cluster asks of its store, by a count of what would be statements.
 * With {@code -Ddaemon.cluster.load.terms=default} the leases are as long as by default.
 */
class LeaseLoadTests {

	private static final int REPLICAS = 5;

	private static final int WORKERS = 64;

	private static final LeaseTerms TERMS = "default".equals(System.getProperty("daemon.cluster.load.terms"))
			? LeaseTerms.DEFAULT : new LeaseTerms(Duration.ofSeconds(8), Duration.ofMillis(1500), Duration.ofSeconds(1),
					Duration.ofSeconds(2));

	private final MemoryStore store = new MemoryStore(true);

	private final List<LeaseKeeper> keepers = new ArrayList<>();

	private final Map<WorkerLease, LeaseKeeper> leases = new HashMap<>();

	@AfterEach
	void close() {
		this.keepers.forEach(LeaseKeeper::close);
	}

	@Test
	void statementsAreNoMoreThanComputed() throws InterruptedException {
		for (int replica = 0; replica < REPLICAS; replica++) {
			start("replica-" + replica);
		}
		Awaitility.await().atMost(Duration.ofMinutes(3)).until(this::areSpread);
		long begun = System.nanoTime();
		long before = this.store.statements.get();
		// A rate needs a time over which it is taken; there is nothing to wait for
		Thread.sleep(TERMS.lease().toMillis());
		double measured = (this.store.statements.get() - before) / ((System.nanoTime() - begun) / 1e9);
		double computed = computed();
		System.out.printf("%d replicas, %d workers: %.1f statements a second, computed %.1f%n", REPLICAS, WORKERS,
				measured, computed);
		assertThat(measured).isLessThan(1.2 * computed);
	}

	private static double computed() {
		double renew = TERMS.renew().toNanos() / 1e9;
		return (WORKERS + REPLICAS) / renew + REPLICAS / Math.max(renew / 8, REPLICAS * 0.02);
	}

	private void start(String replica) {
		LeaseKeeper keeper = new LeaseKeeper(this.store.of(replica),
				new ClusterSettings(new LeaseNames("app"), replica, TERMS, Integer.MAX_VALUE));
		this.keepers.add(keeper);
		for (int worker = 0; worker < WORKERS; worker++) {
			this.leases.put(keeper.lease("w" + worker, Duration.ZERO), keeper);
		}
		keeper.start((worker) -> {
		}, (message) -> {
		});
	}

	/**
	 * Have a process for every worker where it may run, and return whether all run and no
	 * replica has two more than another.
	 */
	private boolean areSpread() {
		Map<LeaseKeeper, Integer> held = new HashMap<>();
		this.keepers.forEach((keeper) -> held.put(keeper, 0));
		this.leases.forEach((lease, keeper) -> {
			boolean runs = lease.mayRun();
			lease.want(true, runs);
			held.merge(keeper, runs ? 1 : 0, Integer::sum);
		});
		int all = held.values().stream().mapToInt(Integer::intValue).sum();
		return all == WORKERS && held.values().stream().allMatch((count) -> count == 12 || count == 13);
	}

}
