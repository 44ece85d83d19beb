package dev.daemonspring.cluster;

import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.RepeatedTest;

import dev.daemonspring.policy.LeaseTerms;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who takes a worker over whose replica is gone: first those with a process that waits
 * for it, but anybody rather than nobody. On a clock that the test drives.
 */
class PreparedReplicaTests {

	private static final String WORKER = "copy";

	private static final long TICK = TimeUnit.MILLISECONDS.toNanos(50);

	private long now = TimeUnit.DAYS.toNanos(1);

	private final MemoryStore store = new MemoryStore(true, () -> this.now);

	private final SimulatedReplica first = replica("first");

	private final SimulatedReplica second = replica("second");

	private final SimulatedReplica third = replica("third");

	private final List<SimulatedReplica> replicas = List.of(this.first, this.second, this.third);

	@RepeatedTest(20)
	void replicaWithAStandbyTakesOver() {
		SimulatedReplica holder = awaitHolder();
		List<SimulatedReplica> others = this.replicas.stream().filter((replica) -> replica != holder).toList();
		others.get(0).prepared(false);
		pass(TimeUnit.MINUTES.toNanos(1));
		die(holder);
		assertThat(awaitHolder()).isSameAs(others.get(1));
	}

	@RepeatedTest(5)
	void replicaWithoutAStandbyTakesOverWhereNobodyHasOne() {
		SimulatedReplica holder = awaitHolder();
		this.replicas.forEach((replica) -> replica.prepared(false));
		pass(TimeUnit.MINUTES.toNanos(1));
		die(holder);
		assertThat(awaitHolder()).isNotSameAs(holder);
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

	private SimulatedReplica replica(String name) {
		return new SimulatedReplica(name, this.store, LeaseTerms.DEFAULT, () -> this.now, List.of(WORKER));
	}

}
