package dev.daemonspring.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import dev.daemonspring.policy.LeaseTerms;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who takes a worker over whose replica is gone: first those with a process that waits
 * for it, but anybody rather than nobody. On a clock that the test drives.
 */
class PreparedReplicaTests {

	private static final String WORKER = "copy";

	private static final int TAKEOVERS = 40;

	private static final long TICK = TimeUnit.MILLISECONDS.toNanos(50);

	private long now = TimeUnit.DAYS.toNanos(1);

	private MemoryStore store = new MemoryStore(true, () -> this.now);

	private final List<SimulatedReplica> replicas = new ArrayList<>();

	@Test
	void replicaWithAStandbyTakesOver() {
		assertThat(count(() -> {
			start("first", "second", "third");
			SimulatedReplica holder = awaitHolder();
			List<SimulatedReplica> others = this.replicas.stream().filter((replica) -> replica != holder).toList();
			others.get(0).prepared(false);
			pass(TimeUnit.MINUTES.toNanos(1));
			die(holder);
			return awaitHolder() == others.get(1);
		})).isEqualTo(TAKEOVERS);
	}

	@Test
	void replicaThatHasJustStartedLeavesTheLeaseToOneWithAStandby() {
		assertThat(count(() -> {
			start("first", "second");
			SimulatedReplica holder = awaitHolder();
			SimulatedReplica other = this.replicas.get(1 - this.replicas.indexOf(holder));
			die(holder);
			// Until the lease is about to end
			pass(LeaseTerms.DEFAULT.lease().minus(LeaseTerms.DEFAULT.renew()).toNanos());
			start("third");
			this.replicas.get(2).prepared(false);
			return awaitHolder() == other;
		})).isEqualTo(TAKEOVERS);
	}

	@Test
	void replicaWithoutAStandbyThatIsAloneStartsAtOnce() {
		start("first");
		this.replicas.get(0).prepared(false);
		pass(3 * TICK);
		assertThat(this.replicas.get(0).token(WORKER)).isNotNull();
	}

	@RepeatedTest(5)
	void replicaWithoutAStandbyTakesOverWhereNobodyHasOne() {
		start("first", "second", "third");
		SimulatedReplica holder = awaitHolder();
		this.replicas.forEach((replica) -> replica.prepared(false));
		pass(TimeUnit.MINUTES.toNanos(1));
		die(holder);
		assertThat(awaitHolder()).isNotSameAs(holder);
	}

	/**
	 * Count how many of several takeovers go as they should, each among new replicas.
	 */
	private int count(BooleanSupplier takeover) {
		int count = 0;
		for (int i = 0; i < TAKEOVERS; i++) {
			this.store = new MemoryStore(true, () -> this.now);
			this.replicas.clear();
			count += takeover.getAsBoolean() ? 1 : 0;
		}
		return count;
	}

	private static void die(SimulatedReplica replica) {
		replica.dead = true;
		replica.killWorkers();
	}

	private SimulatedReplica awaitHolder() {
		long end = this.now + LeaseTerms.DEFAULT.lease().multipliedBy(3).toNanos();
		while (this.now < end) {
			pass(TICK);
			for (SimulatedReplica replica : this.replicas) {
				if (replica.token(WORKER) != null) {
					return replica;
				}
			}
		}
		throw new AssertionError("Nobody has taken it over");
	}

	private void pass(long nanos) {
		for (long passed = 0; passed < nanos; passed += TICK) {
			this.now += TICK;
			this.replicas.forEach(SimulatedReplica::tick);
		}
	}

	private void start(String... names) {
		for (String name : names) {
			this.replicas
				.add(new SimulatedReplica(name, this.store, LeaseTerms.DEFAULT, () -> this.now, List.of(WORKER)));
		}
	}

}
