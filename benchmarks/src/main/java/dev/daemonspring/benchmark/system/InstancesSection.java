package dev.daemonspring.benchmark.system;

import java.time.Duration;
import java.util.Set;
import java.util.function.BooleanSupplier;

import dev.daemonspring.benchmark.system.IterationNotes.Iteration;

/**
 * What a change of the number of instances takes while all of them work, and how long the
 * work of an index rests during a rolling restart. Each iteration is noted, and none may
 * overlap with one that knows another total, nor with another one of its index.
 */
final class InstancesSection implements Section {

	private static final String SCALE = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"worker.scale\",\"params\":[\"w0\",%d]}";

	private static final String ROLL = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"worker.restart\",\"params\":[\"w0\",true]}";

	private static final Duration PATIENCE = Duration.ofMinutes(20);

	private static final int ROLLING = 10;

	@Override
	public String name() {
		return "instances";
	}

	@Override
	public void measure(Workshop workshop, Options options, Table table) {
		int most = Math.max(options.workers(), 2);
		int rolling = Math.min(most, ROLLING);
		Application daemon = workshop.daemon(1, "benchmark.notes=notes", "benchmark.looptime=200ms", "daemon.standby=1",
				"daemon.defaults.footprint=small", "daemon.workers.w0.instances=1",
				"daemon.workers.w0.max-instances=" + most);
		IterationNotes notes = new IterationNotes(daemon.directory().resolve("notes"));
		Samples up = new Samples("s");
		Samples down = new Samples("s");
		Samples roll = new Samples("s");
		Samples gaps = new Samples("ms");
		awaitTotal(notes, 1, 0);
		int repetitions = Math.max(1, options.repetitions() / 10);
		for (int repetition = 1; repetition <= repetitions; repetition++) {
			up.add(scale(daemon, notes, most));
			down.add(scale(daemon, notes, 1));
			scale(daemon, notes, rolling);
			long start = System.nanoTime();
			roll.add(roll(daemon, notes, rolling));
			notes.longestGaps(start).values().forEach(gaps::add);
			scale(daemon, notes, 1);
			Progress.tell("instances " + repetition + " of " + repetitions);
		}
		table.row("'worker.scale' from 1 to %d until all work with that total".formatted(most), up);
		table.row("'worker.scale' from %d to 1 until that one works alone".formatted(most), down);
		table.row("rolling restart of %d".formatted(rolling), roll);
		table.row("longest gap of an index in it, at a looptime of 200 ms", gaps);
		table.note("Of %,d iterations %d overlapped with one of another total, or of the same index"
			.formatted(notes.count(), notes.overlaps()));
	}

	private static double scale(Application daemon, IterationNotes notes, int number) {
		long start = System.nanoTime();
		order(daemon, SCALE.formatted(number));
		awaitTotal(notes, number, start);
		return (System.nanoTime() - start) / 1e9;
	}

	/**
	 * Wait until all instances have worked with a total.
	 */
	private static void awaitTotal(IterationNotes notes, int number, long since) {
		await(number + " instances", () -> {
			notes.read();
			return notes.distinct(since, (iteration) -> (iteration.total() == number) ? iteration.index() : -1)
				.stream()
				.filter((index) -> index >= 0)
				.count() == number;
		});
	}

	private static double roll(Application daemon, IterationNotes notes, int number) {
		notes.read();
		Set<Long> before = notes.distinct(0, Iteration::pid);
		long start = System.nanoTime();
		order(daemon, ROLL);
		await("the restart of " + number + " instances", () -> {
			notes.read();
			return notes.distinct(start, (iteration) -> before.contains(iteration.pid()) ? -1 : iteration.index())
				.stream()
				.filter((index) -> index >= 0)
				.count() == number;
		});
		return (System.nanoTime() - start) / 1e9;
	}

	private static void await(String what, BooleanSupplier condition) {
		Waiting.until(what, PATIENCE, () -> condition.getAsBoolean() ? Boolean.TRUE : null);
	}

	private static void order(Application daemon, String order) {
		try (HttpConnection connection = new HttpConnection(daemon.port())) {
			String answer = connection.exchange(connection.post("/rpc", order));
			if (!answer.contains("\"result\":true")) {
				throw new BenchmarkException("The daemon answered '" + answer + "' to '" + order + "'.", null);
			}
		}
	}

}
