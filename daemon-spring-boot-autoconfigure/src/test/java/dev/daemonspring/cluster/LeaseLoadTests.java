package dev.daemonspring.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import dev.daemonspring.policy.LeaseTerms;
import dev.daemonspring.supervisor.WorkerLease;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of how much a cluster asks of its store, by a count of what would be statements.
 * The test drives the clock, on which hours pass in a moment.
 */
class LeaseLoadTests {

	private static final int REPLICAS = 5;

	private static final int WORKERS = 64;

	private static final long TICK = TimeUnit.MILLISECONDS.toNanos(20);

	private static final Duration LONGEST_SPREAD = Duration.ofHours(1);

	private static final Duration MEASURED = Duration.ofMinutes(2);

	private final List<LeaseKeeper> keepers = new ArrayList<>();

	private final Map<WorkerLease, LeaseKeeper> leases = new HashMap<>();

	private long now = TimeUnit.DAYS.toNanos(1);

	private final MemoryStore store = new MemoryStore(true, () -> this.now);

	@Test
	void statementsAreNoMoreThanComputed() {
		measure(LeaseTerms.DEFAULT);
	}

	@Test
	void statementsOfShortLeasesAreNoMoreThanComputed() {
		measure(new LeaseTerms(Duration.ofSeconds(8), Duration.ofMillis(1500), Duration.ofSeconds(1),
				Duration.ofSeconds(2)));
	}

	private void measure(LeaseTerms terms) {
		for (int replica = 0; replica < REPLICAS; replica++) {
			add("replica-" + replica, terms);
		}
		long begun = this.now;
		while (!areSpread()) {
			assertThat(this.now - begun).as("time without an even spread").isLessThan(LONGEST_SPREAD.toNanos());
			tick();
		}
		System.out.printf("%d workers are spread over %d replicas after %d s%n", WORKERS, REPLICAS,
				TimeUnit.NANOSECONDS.toSeconds(this.now - begun));
		long from = this.now;
		long before = this.store.statements.get();
		while (this.now - from < MEASURED.toNanos()) {
			tick();
			runWhatMayRun();
		}
		double counted = (double) (this.store.statements.get() - before) / MEASURED.toSeconds();
		double computed = computed(terms);
		System.out.printf("%d replicas, %d workers, lease %s: %.1f statements a second, computed %.1f%n", REPLICAS,
				WORKERS, terms.lease(), counted, computed);
		assertThat(counted).isBetween(0.8 * computed, 1.2 * computed);
	}

	private static double computed(LeaseTerms terms) {
		double renew = terms.renew().toNanos() / 1e9;
		return (WORKERS + REPLICAS) / renew + REPLICAS / Math.max(renew / 8, REPLICAS * 0.02);
	}

	private void add(String replica, LeaseTerms terms) {
		LeaseKeeper keeper = new LeaseKeeper(this.store.of(replica),
				new ClusterSettings(new LeaseNames("app"), replica, terms, Integer.MAX_VALUE), () -> this.now,
				LeaseCalls.immediate());
		this.keepers.add(keeper);
		for (int worker = 0; worker < WORKERS; worker++) {
			this.leases.put(keeper.lease("w" + worker, Duration.ZERO), keeper);
		}
	}

	private void tick() {
		this.now += TICK;
		this.keepers.forEach(LeaseKeeper::step);
	}

	/**
	 * Have a process for every worker where it may run, and return whether all run and no
	 * replica has two more than another.
	 */
	private boolean areSpread() {
		Map<LeaseKeeper, Integer> held = runWhatMayRun();
		List<Integer> counts = new ArrayList<>(held.values());
		return counts.stream().mapToInt(Integer::intValue).sum() == WORKERS
				&& counts.stream().allMatch((count) -> count == 12 || count == 13);
	}

	private Map<LeaseKeeper, Integer> runWhatMayRun() {
		Map<LeaseKeeper, Integer> held = new HashMap<>();
		this.keepers.forEach((keeper) -> held.put(keeper, 0));
		this.leases.forEach((lease, keeper) -> {
			boolean runs = lease.mayRun();
			lease.want(true, runs);
			held.merge(keeper, runs ? 1 : 0, Integer::sum);
		});
		return held;
	}

}
