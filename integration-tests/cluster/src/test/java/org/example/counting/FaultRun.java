package org.example.counting;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.example.counting.WorkNotes.Overlap;
import org.example.counting.WorkNotes.Stay;
import org.example.testsupport.JavaProcess;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A run of faults on three replicas, in an order that a seed repeats.
 */
final class FaultRun implements AutoCloseable {

	private static final int REPLICAS = 3;

	private static final int LONGEST_MILLIS = 5000;

	private static final long WAKING_NANOS = 1_000_000_000;

	private final Random random;

	private final Path directory;

	private final PostgreSQLContainer database;

	private final List<Replica> replicas = new ArrayList<>();

	private final List<Replica> gone = new ArrayList<>();

	private final List<Freeze> freezes = new ArrayList<>();

	private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);

	private final Map<Fault, List<Long>> gaps = new EnumMap<>(Fault.class);

	FaultRun(long seed, Path directory, PostgreSQLContainer database) {
		this.random = new Random(seed);
		this.directory = directory;
		this.database = database;
	}

	void start() {
		for (int i = 0; i < REPLICAS; i++) {
			this.replicas.add(Replica.start(this.directory, "replica-" + i, this.database));
		}
		this.replicas.forEach((replica) -> replica.daemon().awaitLine("A standby \\(pid \\d+\\) is ready"));
		awaitWork(System.nanoTime());
	}

	/**
	 * Do one thing, and wait until all workers are at work again.
	 */
	void step() throws Exception {
		Fault fault = Fault.values()[this.random.nextInt(Fault.values().length)];
		int index = this.random.nextInt(REPLICAS);
		long begun = System.nanoTime();
		cause(fault, index);
		awaitWork(System.nanoTime());
		this.faults.merge(fault, 1, Integer::sum);
		System.out.printf("%s of replica %d: all at work again after %d ms%n", fault, index,
				(System.nanoTime() - begun) / 1_000_000);
		this.gaps.computeIfAbsent(fault, (kind) -> new ArrayList<>())
			.addAll(WorkNotes.read(this.directory).gaps(begun));
	}

	private void cause(Fault fault, int index) throws Exception {
		Replica replica = this.replicas.get(index);
		long millis = 100 + this.random.nextInt(LONGEST_MILLIS);
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
			case END_DAEMON -> {
				replica.daemon().terminate();
				replica.daemon().awaitExit();
				replace(index);
			}
			case FREEZE_WORKERS -> freeze(replica.processes(false, true), millis, false);
			case FREEZE_DAEMON -> freeze(replica.processes(true, false), millis, false);
			case FREEZE_BOTH -> freeze(replica.processes(true, true), millis, true);
			case PAUSE_DATABASE -> {
				String id = this.database.getContainerId();
				DockerClientFactory.instance().client().pauseContainerCmd(id).exec();
				Thread.sleep(millis);
				DockerClientFactory.instance().client().unpauseContainerCmd(id).exec();
			}
			case CUT_CONNECTIONS -> execute(
					"select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and usename = current_user");
		}
	}

	private void replace(int index) {
		// The orphans end by themselves; nobody but this test would kill them
		Replica dead = this.replicas.get(index);
		dead.daemon().awaitExit();
		this.gone.add(dead);
		this.replicas.set(index, Replica.start(this.directory, "replica-" + index, this.database));
	}

	private void freeze(List<Long> processes, long millis, boolean both) throws InterruptedException {
		Replica.send("STOP", processes);
		Thread.sleep(millis);
		List<Long> order = new ArrayList<>(processes);
		Collections.shuffle(order, this.random);
		long thawed = System.nanoTime();
		Replica.send("CONT", order);
		if (both) {
			this.freezes.add(new Freeze(processes, thawed));
		}
	}

	void execute(String sql) throws SQLException {
		try (Connection connection = DriverManager.getConnection(this.database.getJdbcUrl(),
				this.database.getUsername(), this.database.getPassword());
				Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

	private void awaitWork(long since) {
		JavaProcess.await()
			.until(() -> WorkNotes.read(this.directory).latest().values().stream().allMatch((last) -> last > since));
	}

	/**
	 * Return the overlaps that may not be: a process that was frozen along with its
	 * daemon can do a little between waking up and its end.
	 */
	List<Overlap> violations() {
		return WorkNotes.read(this.directory).overlaps().stream().filter((overlap) -> !isWaking(overlap)).toList();
	}

	int overlapsOfFrozen() {
		return WorkNotes.read(this.directory).overlaps().size() - violations().size();
	}

	private boolean isWaking(Overlap overlap) {
		Stay early = overlap.early();
		return this.freezes.stream()
			.filter((freeze) -> freeze.processes().contains(early.pid()))
			.anyMatch((freeze) -> early.from(overlap.late().first())
				.stream()
				.allMatch((time) -> time >= freeze.thawed() && time - freeze.thawed() < WAKING_NANOS));
	}

	Map<Fault, Integer> faults() {
		return this.faults;
	}

	String report() {
		StringBuilder report = new StringBuilder();
		this.faults.forEach((fault, count) -> report.append("%n%-16s %4d times; without a process %s".formatted(fault,
				count, times(this.gaps.getOrDefault(fault, List.of())))));
		return report.toString();
	}

	private static String times(List<Long> gaps) {
		if (gaps.isEmpty()) {
			return "never";
		}
		List<Long> sorted = gaps.stream().sorted().toList();
		return "%d times: median %d ms, 99th percentile %d ms, longest %d ms".formatted(sorted.size(),
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
	public void close() {
		this.replicas.forEach(Replica::close);
		this.gone.forEach(Replica::close);
	}

	/**
	 * A daemon and its workers that went on together.
	 *
	 * @param processes their ids
	 * @param thawed when they went on
	 */
	private record Freeze(List<Long> processes, long thawed) {
	}

}
