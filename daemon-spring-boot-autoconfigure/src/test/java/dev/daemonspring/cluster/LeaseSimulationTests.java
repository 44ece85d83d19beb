package dev.daemonspring.cluster;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import dev.daemonspring.policy.LeaseTerms;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Thousands of faults without a process, on a clock that the test drives: whatever is
 * killed, frozen or cut off, no worker is at work twice, tokens rise, and each worker is
 * at work again. The clocks of the replicas do not run at the same rate. Any number of
 * faults: {@code -Ddaemon.cluster.simulation.faults=10000}.
 */
class LeaseSimulationTests {

	private static final int FAULTS = Integer.getInteger("daemon.cluster.simulation.faults", 300);

	private static final long SEED = Long.getLong("daemon.cluster.simulation.seed", 14);

	private static final LeaseTerms TERMS = LeaseTerms.DEFAULT;

	private static final long TICK = TimeUnit.MILLISECONDS.toNanos(50);

	private static final long LONGEST = TERMS.lease().multipliedBy(4).toNanos();

	private static final long START = TimeUnit.DAYS.toNanos(1);

	private static final int REPLICAS = 3;

	private static final List<String> WORKERS = List.of("first", "second", "third");

	private final Random random = new Random(SEED);

	private final List<SimulatedReplica> replicas = new ArrayList<>();

	private final List<SimulatedReplica> orphans = new ArrayList<>();

	private final Map<String, Long> tokens = new HashMap<>();

	private final Map<String, Long> lastAtWork = new HashMap<>();

	private final List<Long> gaps = new ArrayList<>();

	private long now = START;

	private int started;

	private final MemoryStore store = new MemoryStore(true, () -> this.now);

	@Test
	void workersAreAtWorkOnceAndAgainWhateverHappens() {
		for (int i = 0; i < REPLICAS; i++) {
			this.replicas.add(replica());
		}
		awaitWork("the start");
		for (int i = 0; i < FAULTS; i++) {
			int index = this.random.nextInt(REPLICAS);
			Fault fault = Fault.values()[this.random.nextInt(Fault.values().length)];
			String step = "fault %d (%s of replica %d), seed %d".formatted(i, fault, index, SEED);
			cause(fault, index, step);
			awaitWork(step);
			pass(this.random.nextInt(5000), step);
		}
		Collections.sort(this.gaps);
		System.out.printf(
				"%d faults in %d simulated hours, seed %d; %d takeovers, lease %s: median %d ms, longest %d ms%n",
				FAULTS, TimeUnit.NANOSECONDS.toHours(this.now - START), SEED, this.gaps.size(), TERMS.lease(),
				this.gaps.get(this.gaps.size() / 2), this.gaps.get(this.gaps.size() - 1));
	}

	private SimulatedReplica replica() {
		// Up to a tenth too fast or too slow; the margin is a fifth
		double rate = 0.9 + 0.2 * this.random.nextDouble();
		return new SimulatedReplica("replica-" + this.started++, this.store, TERMS, () -> (long) (this.now * rate),
				WORKERS);
	}

	private void cause(Fault fault, int index, String step) {
		SimulatedReplica replica = this.replicas.get(index);
		long millis = 100 + this.random.nextInt(30_000);
		switch (fault) {
			case KILL_WORKERS -> replica.killWorkers();
			case KILL_DAEMON, KILL_BOTH -> {
				replica.dead = true;
				if (fault == Fault.KILL_BOTH) {
					replica.killWorkers();
				}
				this.orphans.add(replica);
				this.replicas.set(index, replica());
			}
			case END_DAEMON -> {
				replica.end();
				this.replicas.set(index, replica());
			}
			case FREEZE_WORKERS -> {
				replica.workersFrozen = true;
				pass(millis, step);
				replica.workersFrozen = false;
			}
			case FREEZE_DAEMON -> {
				replica.daemonFrozen = true;
				pass(millis, step);
				replica.daemonFrozen = false;
			}
			case FREEZE_BOTH -> {
				replica.daemonFrozen = true;
				replica.workersFrozen = true;
				pass(millis, step);
				wake(replica);
			}
			case STORE_AWAY -> {
				this.store.failing = true;
				pass(millis, step);
				this.store.failing = false;
			}
			case CUT_OFF -> {
				replica.cutOff = true;
				pass(millis, step);
				replica.cutOff = false;
			}
			case ANSWERS_LOST -> {
				replica.deaf = true;
				pass(millis, step);
				replica.deaf = false;
			}
		}
	}

	/**
	 * Whoever comes first, the process's guard does before anything is done.
	 */
	private void wake(SimulatedReplica replica) {
		replica.workersFrozen = false;
		replica.tick();
		replica.daemonFrozen = false;
	}

	private void pass(long millis, String step) {
		long end = this.now + TimeUnit.MILLISECONDS.toNanos(millis);
		while (this.now < end) {
			tick(step);
		}
	}

	private void awaitWork(String step) {
		long begun = this.now;
		while (!WORKERS.stream().allMatch(this::isAtWork)) {
			assertThat(this.now - begun).as("time until all are at work again after %s: %s", step, this.replicas)
				.isLessThan(LONGEST);
			tick(step);
		}
	}

	private boolean isAtWork(String worker) {
		return this.lastAtWork.getOrDefault(worker, 0L) == this.now;
	}

	private void tick(String step) {
		this.now += TICK;
		List<SimulatedReplica> all = new ArrayList<>(this.replicas);
		all.addAll(this.orphans);
		Collections.shuffle(all, this.random);
		all.forEach(SimulatedReplica::tick);
		this.orphans.removeIf(SimulatedReplica::isOver);
		WORKERS.forEach((worker) -> check(worker, all, step));
	}

	private void check(String worker, List<SimulatedReplica> all, String step) {
		List<Long> atWork = all.stream()
			.map((replica) -> replica.token(worker))
			.filter((token) -> token != null)
			.toList();
		assertThat(atWork).as("tokens of processes of '%s' at work after %s", worker, step).hasSizeLessThanOrEqualTo(1);
		for (long token : atWork) {
			Long before = this.tokens.put(worker, token);
			assertThat(token).as("token of '%s' after %s", worker, step)
				.isGreaterThanOrEqualTo((before != null) ? before : 0);
			if (before != null && before != token) {
				this.gaps.add(TimeUnit.NANOSECONDS.toMillis(this.now - this.lastAtWork.get(worker)));
			}
			this.lastAtWork.put(worker, this.now);
		}
	}

	/**
	 * What is done to a replica, or to the store.
	 */
	private enum Fault {

		KILL_WORKERS, KILL_DAEMON, KILL_BOTH, END_DAEMON, FREEZE_WORKERS, FREEZE_DAEMON, FREEZE_BOTH, STORE_AWAY,
		CUT_OFF, ANSWERS_LOST

	}

}
