package org.example.counting;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.example.counting.WorkNotes.Overlap;

/**
 * The replicas of an application, their networks and their store. Any number of threads
 * may cause faults, as long as one replica suffers one at a time.
 */
final class Cluster implements AutoCloseable {

	static final int REPLICAS = 3;

	/**
	 * Whether worker processes start with an archive of classes: twice as many faults in
	 * the same time, once it is made.
	 */
	private static final boolean ARCHIVE = Boolean.getBoolean("cluster.archive");

	private static final long WAKING_NANOS = 1_000_000_000;

	private static final int KEPT = 10;

	private final Path directory;

	private final LeaseStorage storage;

	private final List<StallingProxy> networks = new ArrayList<>();

	private final List<Replica> replicas = new CopyOnWriteArrayList<>();

	private final Deque<Replica> gone = new ArrayDeque<>();

	private final List<Freeze> freezes = new CopyOnWriteArrayList<>();

	private final AtomicInteger started = new AtomicInteger();

	Cluster(Path directory, LeaseStorage storage) {
		this.directory = directory;
		this.storage = storage;
	}

	void start() throws Exception {
		this.storage.clear();
		for (int i = 0; i < REPLICAS; i++) {
			this.networks.add(this.storage.network());
			this.replicas.add(replica(i));
			if (ARCHIVE && i == 0) {
				this.replicas.get(0).daemon().awaitLine("Class-data archive for worker processes made");
			}
		}
		this.replicas.forEach(Replica::awaitStandby);
	}

	private Replica replica(int index) {
		String name = index + "-" + this.started.getAndIncrement();
		List<String> arguments = new ArrayList<>(this.storage.arguments(this.networks.get(index).port()));
		if (ARCHIVE) {
			arguments.addAll(List.of("--daemon.class-data=on", "--daemon.class-data-calm=1s",
					"--daemon.cache-directory=" + this.directory.resolve("archive")));
		}
		return Replica.start(this.directory, index, name, arguments);
	}

	List<Replica> replicas() {
		return this.replicas;
	}

	/**
	 * Have something happen to a replica or to the store, for as long as it lasts.
	 */
	void suffer(Strike strike) throws Exception {
		int index = strike.replica();
		Replica replica = this.replicas.get(index);
		switch (strike.fault()) {
			case KILL_WORKER -> {
				List<Long> workers = replica.workers();
				if (!workers.isEmpty()) {
					Replica.send("KILL", List.of(workers.get(strike.choice() % workers.size())));
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
			case FREEZE_WORKERS -> freeze(replica.processes(false, true), strike, false);
			case FREEZE_DAEMON -> freeze(replica.processes(true, false), strike, false);
			case FREEZE_BOTH -> freeze(replica.processes(true, true), strike, true);
			case PAUSE_STORE -> {
				this.storage.pause();
				last(strike);
				this.storage.unpause();
			}
			case RESTART_STORE -> this.storage.restart();
			case CUT_CONNECTIONS -> this.storage.cutConnections();
			case ABANDON_CONNECTIONS -> this.networks.get(index).abandon();
			case CUT_OFF_ONE -> cut(List.of(this.networks.get(index)), strike);
			case CUT_OFF_ALL -> cut(this.networks, strike);
		}
	}

	private void replace(int index) {
		// The orphans end by themselves; nobody but this test would kill them
		Replica dead = this.replicas.get(index);
		dead.daemon().awaitExit();
		this.replicas.set(index, replica(index));
		synchronized (this.gone) {
			this.gone.add(dead);
			if (this.gone.size() > KEPT) {
				this.gone.remove().close();
			}
		}
	}

	private void freeze(List<Long> processes, Strike strike, boolean both) throws InterruptedException {
		Replica.send("STOP", processes);
		last(strike);
		List<Long> order = new ArrayList<>(processes);
		Collections.shuffle(order, new Random(strike.choice()));
		long thawed = System.nanoTime();
		Replica.send("CONT", order);
		if (both) {
			this.freezes.add(new Freeze(Set.copyOf(processes), thawed));
		}
	}

	/**
	 * Do nothing meanwhile: how long it lasts is the fault.
	 */
	private static void last(Strike strike) throws InterruptedException {
		Thread.sleep(strike.millis());
	}

	private static void cut(List<StallingProxy> networks, Strike strike) throws InterruptedException {
		networks.forEach(StallingProxy::cut);
		last(strike);
		networks.forEach((network) -> network.mend(strike.lost()));
	}

	/**
	 * Return whether an overlap may be: a process that was frozen along with its daemon
	 * can do a little between waking up and its end.
	 */
	boolean isWaking(Overlap overlap) {
		long[] late = overlap.early().from(overlap.late().first());
		return this.freezes.stream()
			.filter((freeze) -> freeze.processes().contains(overlap.early().pid()))
			.anyMatch((freeze) -> Arrays.stream(late)
				.allMatch((time) -> time >= freeze.thawed() && time - freeze.thawed() < WAKING_NANOS));
	}

	String output() {
		StringBuilder output = new StringBuilder();
		List<Replica> all = new ArrayList<>(this.replicas);
		synchronized (this.gone) {
			all.addAll(0, this.gone);
		}
		for (Replica replica : all) {
			output.append("%n== pid %d%n%s".formatted(replica.daemon().pid(), replica.daemon().output()));
		}
		return output.toString();
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
