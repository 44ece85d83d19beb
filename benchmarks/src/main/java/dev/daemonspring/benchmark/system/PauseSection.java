package dev.daemonspring.benchmark.system;

import java.nio.file.Path;
import java.time.Duration;

import dev.daemonspring.region.WorkerSlot;
import dev.daemonspring.worker.WorkerState;

/**
 * From the request to the effect, for a worker that sleeps: pausing it, until the status
 * region shows it, and resuming it, until it iterates; beside a request that has none.
 */
final class PauseSection implements Section {

	private static final Duration SETTLE = Duration.ofMillis(50);

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private static final int WARM_UP_ROUNDS = 1000;

	private static final String ORDER = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"worker.%s\",\"params\":[\"w0\"]}";

	@Override
	public String name() {
		return "pause";
	}

	@Override
	public void measure(Workshop workshop, Options options, Table table) {
		Application daemon = workshop.daemon(1, "daemon.standby=0", "benchmark.tell-each=true");
		daemon.awaitLooping(1);
		Path region = daemon.region();
		Samples constant = new Samples("ms");
		Samples pausing = new Samples("ms");
		Samples resuming = new Samples("ms");
		try (HttpConnection connection = new HttpConnection(daemon.port());
				WorkerSlot slot = WorkerSlot.open(region, 0)) {
			byte[] nothing = connection.post("/constant", ORDER.formatted("pause"));
			byte[] pause = connection.post("/rpc", ORDER.formatted("pause"));
			byte[] resume = connection.post("/rpc", ORDER.formatted("resume"));
			for (int round = 0; round < WARM_UP_ROUNDS + options.repetitions(); round++) {
				boolean counts = round >= WARM_UP_ROUNDS;
				settle(counts);
				long start = System.nanoTime();
				connection.exchange(nothing);
				add(constant, counts, System.nanoTime() - start);
				settle(counts);
				add(pausing, counts, pause(connection, pause, slot));
				settle(counts);
				start = System.nanoTime();
				connection.send(resume);
				long iteration = daemon.awaitIteration().nanos();
				connection.receive();
				add(resuming, counts, iteration - start);
			}
		}
		workshop.stopAll();
		String base = "that round trip";
		table.row("HTTP round trip, constant endpoint, one request at a time", constant);
		table.row("'worker.pause' sent to PAUSED", pausing, constant, base);
		table.row("'worker.resume' sent to iteration", resuming, constant, base);
	}

	/**
	 * Look at the region without a pause, for no longer than a minute.
	 */
	private static long pause(HttpConnection connection, byte[] pause, WorkerSlot slot) {
		long start = System.nanoTime();
		connection.send(pause);
		long seen = start;
		while (slot.state() != WorkerState.PAUSED) {
			Thread.onSpinWait();
			seen = System.nanoTime();
			if (seen - start > PATIENCE.toNanos()) {
				throw new BenchmarkException("The worker does not pause.", null);
			}
		}
		connection.receive();
		return seen - start;
	}

	private static void settle(boolean counts) {
		if (counts) {
			Waiting.pause(SETTLE);
		}
	}

	private static void add(Samples samples, boolean counts, long nanos) {
		if (counts) {
			samples.add(nanos / 1e6);
		}
	}

}
