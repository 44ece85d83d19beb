package org.example.counting;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.awaitility.core.ConditionTimeoutException;
import org.example.counting.WorkNotes.Gap;
import org.example.counting.WorkNotes.Overlap;
import org.example.testsupport.JavaProcess;

/**
 * A run of faults on three replicas, in an order that a seed repeats.
 */
final class FaultRun implements AutoCloseable {

	private static final int REPLICAS = 3;

	private static final int LONGEST_MILLIS = 5000;

	private static final long WAKING_NANOS = 1_000_000_000;

	private static final int KEPT = 10;

	private final Random random;

	private final Path directory;

	private final LeaseStorage storage;

	private final List<Fault> kinds;

	private final Deque<Fault> next = new ArrayDeque<>();

	private final WorkNotes notes;

	private final List<StallingProxy> networks = new ArrayList<>();

	private final List<Replica> replicas = new ArrayList<>();

	private final Deque<Replica> gone = new ArrayDeque<>();

	private final List<Freeze> freezes = new ArrayList<>();

	private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);

	private final Map<Fault, List<Gap>> gaps = new EnumMap<>(Fault.class);

	private final Map<Fault, List<Long>> recoveries = new EnumMap<>(Fault.class);

	private int started;

	FaultRun(long seed, Path directory, LeaseStorage storage, Set<Fault> kinds) {
		this.random = new Random(seed);
		this.directory = directory;
		this.storage = storage;
		this.kinds = new ArrayList<>(kinds);
		this.notes = new WorkNotes(directory);
	}

	void start() throws Exception {
		this.storage.clear();
		for (int i = 0; i < REPLICAS; i++) {
			this.networks.add(this.storage.network());
			this.replicas.add(replica(i));
		}
		this.replicas.forEach((replica) -> replica.daemon().awaitLine("A standby \\(pid \\d+\\) is ready"));
		awaitWork(System.nanoTime());
	}

	private Replica replica(int index) {
		String name = index + "-" + this.started++;
		return Replica.start(this.directory, index, name, this.storage.arguments(this.networks.get(index).port()));
	}

	/**
	 * Do one thing, and wait until all workers are at work again.
	 */
	void step() throws Exception {
		Fault fault = next();
		int index = this.random.nextInt(REPLICAS);
		long begun = System.nanoTime();
		cause(fault, index);
		long caused = System.nanoTime();
		awaitWork(caused);
		this.faults.merge(fault, 1, Integer::sum);
		long recovery = (System.nanoTime() - caused) / 1_000_000;
		this.recoveries.computeIfAbsent(fault, (kind) -> new ArrayList<>()).add(recovery);
		List<Gap> seen = this.notes.gaps(begun);
		this.gaps.computeIfAbsent(fault, (kind) -> new ArrayList<>()).addAll(seen);
		System.out.printf("%s of replica %d: all at work again %d ms after it; without a process %s%n", fault, index,
				recovery, seen);
	}

	/**
	 * Return what comes next: each kind once, in any order, and so on.
	 */
	private Fault next() {
		if (this.next.isEmpty()) {
			List<Fault> shuffled = new ArrayList<>(this.kinds);
			Collections.shuffle(shuffled, this.random);
			this.next.addAll(shuffled);
		}
		return this.next.remove();
	}

	private void cause(Fault fault, int index) throws Exception {
		Replica replica = this.replicas.get(index);
		long millis = 100 + this.random.nextInt(LONGEST_MILLIS);
		boolean lost = this.random.nextBoolean();
		switch (fault) {
			case KILL_WORKER -> {
				List<Long> workers = replica.workers();
				if (!workers.isEmpty()) {
					Replica.send("KILL", List.of(workers.get(this.random.nextInt(workers.size()))));
				}
			}
			case KILL_DAEMON -> {
				replica.daemon().kill();
				replace(index);
			}
			case KILL_BOTH -> {
				Replica.send("KILL", replica.processes(true, true));
				replace(index);
			}
			case END_DAEMON -> {
				replica.daemon().terminate();
				replace(index);
			}
			case FREEZE_WORKERS -> freeze(replica.processes(false, true), millis, false);
			case FREEZE_DAEMON -> freeze(replica.processes(true, false), millis, false);
			case FREEZE_BOTH -> freeze(replica.processes(true, true), millis, true);
			case PAUSE_STORE -> {
				this.storage.pause();
				// How long it lasts is the fault
				Thread.sleep(millis);
				this.storage.unpause();
			}
			case RESTART_STORE -> this.storage.restart();
			case CUT_CONNECTIONS -> this.storage.cutConnections();
			case CUT_OFF_ONE -> cut(List.of(this.networks.get(index)), millis, lost);
			case CUT_OFF_ALL -> cut(this.networks, millis, lost);
		}
	}

	private void replace(int index) {
		// The orphans end by themselves; nobody but this test would kill them
		Replica dead = this.replicas.get(index);
		dead.daemon().awaitExit();
		this.gone.add(dead);
		if (this.gone.size() > KEPT) {
			this.gone.remove().close();
		}
		this.replicas.set(index, replica(index));
	}

	private void freeze(List<Long> processes, long millis, boolean both) throws InterruptedException {
		Replica.send("STOP", processes);
		Thread.sleep(millis);
		List<Long> order = new ArrayList<>(processes);
		Collections.shuffle(order, this.random);
		long thawed = System.nanoTime();
		Replica.send("CONT", order);
		if (both) {
			this.freezes.add(new Freeze(Set.copyOf(processes), thawed));
		}
	}

	private static void cut(List<StallingProxy> networks, long millis, boolean lost) throws InterruptedException {
		networks.forEach(StallingProxy::cut);
		Thread.sleep(millis);
		networks.forEach((network) -> network.mend(lost));
	}

	private void awaitWork(long since) {
		try {
			JavaProcess.await().until(() -> {
				this.notes.refresh();
				return this.notes.latest().values().stream().allMatch((last) -> last > since);
			});
		}
		catch (ConditionTimeoutException ex) {
			throw new AssertionError("Not all are at work: " + this.notes.latest() + " since " + since, ex);
		}
	}

	/**
	 * Return the overlaps that may not be: a process that was frozen along with its
	 * daemon can do a little between waking up and its end.
	 */
	List<Overlap> violations() {
		return this.notes.overlaps().stream().filter((overlap) -> !isWaking(overlap)).toList();
	}

	private boolean isWaking(Overlap overlap) {
		long[] late = overlap.early().from(overlap.late().first());
		return this.freezes.stream()
			.filter((freeze) -> freeze.processes().contains(overlap.early().pid()))
			.anyMatch((freeze) -> Arrays.stream(late)
				.allMatch((time) -> time >= freeze.thawed() && time - freeze.thawed() < WAKING_NANOS));
	}

	Map<Fault, Integer> faults() {
		return this.faults;
	}

	String report() {
		StringBuilder report = new StringBuilder();
		List<Gap> all = new ArrayList<>();
		this.faults.forEach((fault, count) -> {
			List<Gap> seen = this.gaps.get(fault);
			all.addAll(seen);
			report.append("%n%-16s %4d times; all at work again: %s%n%34swithout a process: %s".formatted(fault, count,
					times(this.recoveries.get(fault)), "", times(seen.stream().map(Gap::millis).toList())));
		});
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
		StringBuilder output = new StringBuilder();
		List<Replica> all = new ArrayList<>(this.gone);
		all.addAll(this.replicas);
		for (Replica replica : all) {
			output.append("%n== pid %d%n%s".formatted(replica.daemon().pid(), replica.daemon().output()));
		}
		return output.toString();
	}

	List<Replica> replicas() {
		return this.replicas;
	}

	@Override
	public void close() throws IOException {
		this.replicas.forEach(Replica::close);
		this.gone.forEach(Replica::close);
		for (StallingProxy network : this.networks) {
			network.close();
		}
	}

	/**
	 * A daemon and its workers that went on together.
	 *
	 * @param processes their ids
	 * @param thawed when they went on
	 */
	private record Freeze(Set<Long> processes, long thawed) {
	}

}
