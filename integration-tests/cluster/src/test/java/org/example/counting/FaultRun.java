package org.example.counting;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.awaitility.core.ConditionTimeoutException;
import org.example.counting.WorkNotes.Gap;
import org.example.counting.WorkNotes.Overlap;
import org.example.testsupport.JavaProcess;

/**
 * A run of faults on the replicas of an application, in an order that a seed repeats, and
 * what the workers did meanwhile.
 */
final class FaultRun implements AutoCloseable {

	private final Cluster cluster;

	private final Storm storm;

	private final Strike.Sequence strikes;

	private final WorkNotes notes;

	private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);

	private final Map<Fault, List<Gap>> gaps = new EnumMap<>(Fault.class);

	private final Map<Fault, List<Long>> recoveries = new EnumMap<>(Fault.class);

	private final List<Gap> stormGaps = new ArrayList<>();

	private final List<Long> stormRecoveries = new ArrayList<>();

	FaultRun(long seed, Path directory, LeaseStorage storage, Set<Fault> kinds) {
		this.cluster = new Cluster(directory, storage);
		this.storm = new Storm(this.cluster);
		this.strikes = new Strike.Sequence(seed, kinds, Cluster.REPLICAS);
		this.notes = new WorkNotes(directory);
	}

	void start() throws Exception {
		this.cluster.start();
		awaitWork(System.nanoTime());
	}

	/**
	 * Do one thing, and wait until all workers are at work again.
	 */
	void step() throws Exception {
		Strike strike = this.strikes.next();
		Fault fault = strike.fault();
		long begun = System.nanoTime();
		this.cluster.suffer(strike);
		long recovery = awaitWork(System.nanoTime());
		this.faults.merge(fault, 1, Integer::sum);
		this.recoveries.computeIfAbsent(fault, (kind) -> new ArrayList<>()).add(recovery);
		List<Gap> seen = this.notes.gaps(begun);
		this.gaps.computeIfAbsent(fault, (kind) -> new ArrayList<>()).addAll(seen);
		System.out.printf("%s of replica %d: all at work again %d ms after it; without a process %s%n", fault,
				strike.replica(), recovery, seen);
	}

	/**
	 * Do several things at once, and wait until all workers are at work again.
	 */
	void storm(int strikes) throws Exception {
		List<Strike> all = Stream.generate(this.strikes::next).limit(strikes).toList();
		long begun = System.nanoTime();
		this.storm.rage(all);
		long ended = System.nanoTime();
		long recovery = awaitWork(ended);
		all.forEach((strike) -> this.faults.merge(strike.fault(), 1, Integer::sum));
		List<Gap> seen = this.notes.gaps(begun);
		this.stormGaps.addAll(seen);
		this.stormRecoveries.add(recovery);
		System.out.printf("%d faults in %d ms: all at work again %d ms after them; %d times a worker had no process%n",
				strikes, (ended - begun) / 1_000_000, recovery, seen.size());
	}

	/**
	 * Wait until each worker has worked after a moment.
	 * @return how many milliseconds after it that was
	 */
	private long awaitWork(long since) {
		try {
			JavaProcess.await().until(() -> {
				this.notes.refresh();
				return this.notes.latest().values().stream().allMatch((last) -> last > since);
			});
			return (System.nanoTime() - since) / 1_000_000;
		}
		catch (ConditionTimeoutException ex) {
			throw new AssertionError("Not all are at work: " + this.notes.latest() + " since " + since, ex);
		}
	}

	/**
	 * Return the overlaps that may not be.
	 */
	List<Overlap> violations() {
		return this.notes.overlaps().stream().filter((overlap) -> !this.cluster.isWaking(overlap)).toList();
	}

	/**
	 * Return how many faults there were of each kind.
	 */
	Map<Fault, Integer> faults() {
		return this.faults;
	}

	int count() {
		return this.faults.values().stream().mapToInt(Integer::intValue).sum();
	}

	String report() {
		StringBuilder report = new StringBuilder();
		List<Gap> all = new ArrayList<>(this.stormGaps);
		this.faults.forEach((fault, count) -> {
			List<Gap> seen = this.gaps.getOrDefault(fault, List.of());
			all.addAll(seen);
			report.append("%n%-16s %4d times".formatted(fault, count));
			if (this.recoveries.containsKey(fault)) {
				report.append("; all at work again: %s%n%34swithout a process: %s"
					.formatted(times(this.recoveries.get(fault)), "", times(seen.stream().map(Gap::millis).toList())));
			}
		});
		if (!this.stormRecoveries.isEmpty()) {
			report.append("%nall at work again after a storm: %s".formatted(times(this.stormRecoveries)));
		}
		report.append("%n%d takeovers by another replica, lease %d ms: %s".formatted(
				all.stream().filter(Gap::takeover).count(), Replica.LEASE_MILLIS,
				times(all.stream().filter(Gap::takeover).map(Gap::millis).toList())));
		report.append(
				"%n%d restarts by the same replica: %s".formatted(all.stream().filter((gap) -> !gap.takeover()).count(),
						times(all.stream().filter((gap) -> !gap.takeover()).map(Gap::millis).toList())));
		report.append("%n%d overlaps of processes that were frozen along with their daemons"
			.formatted(this.notes.overlaps().size() - violations().size()));
		return report.toString();
	}

	private static String times(List<Long> times) {
		if (times.isEmpty()) {
			return "never";
		}
		List<Long> sorted = times.stream().sorted().toList();
		return "%d times, median %d ms, 99th percentile %d ms, longest %d ms".formatted(sorted.size(),
				sorted.get(sorted.size() / 2), sorted.get(Math.min(sorted.size() - 1, sorted.size() * 99 / 100)),
				sorted.get(sorted.size() - 1));
	}

	String output() {
		return this.cluster.output();
	}

	List<Replica> replicas() {
		return this.cluster.replicas();
	}

	@Override
	public void close() throws IOException {
		this.storm.close();
		this.cluster.close();
	}

}
