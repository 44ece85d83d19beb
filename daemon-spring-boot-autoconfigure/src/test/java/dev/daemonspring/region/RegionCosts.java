package dev.daemonspring.region;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.daemonspring.worker.WorkerState;

/**
 * Measures what single operations cost, in the most simple way. To be run by hand.
 */
public final class RegionCosts {

	private static final int ROUNDS = 5_000_000;

	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	private static long sink;

	private RegionCosts() {
	}

	public static void main(String[] args) throws Exception {
		Path directory = (args.length > 0) ? Path.of(args[0]) : Files.createTempDirectory("region");
		try (StatusRegion region = StatusRegion.create(directory.resolve("costs"), new RegionLayout(4, 65536, 16));
				WorkerSlot worker = WorkerSlot.open(region.file(), 1)) {
			DaemonSlot daemon = region.slot(1);
			worker.begin(1, 1);
			System.out.println("Java " + Runtime.version() + ", nanoseconds for each:");
			measure("iterationStarted + iterationEnded", ROUNDS, () -> {
				worker.iterationStarted();
				worker.iterationEnded(7);
			});
			measure("progress", ROUNDS, worker::progress);
			measure("state (worker writes)", ROUNDS, () -> worker.state(WorkerState.LOOPING));
			measure("hasPending, wanted", ROUNDS, () -> sink += (worker.hasPending() ? 1 : 0) + worker.wanted().code());
			measure("failed (100 characters)", ROUNDS / 10, () -> worker.failed("x".repeat(100)));
			measure("state (daemon reads)", ROUNDS, () -> sink += daemon.state().code());
			measure("progress, activity (daemon reads)", ROUNDS,
					() -> sink += daemon.progress() + daemon.activity().code());
			measure("snapshot", ROUNDS / 10, () -> sink += daemon.snapshot().iterations());
			measure("heartbeat", ROUNDS / 10, region::heartbeat);
			byte[] body = new byte[100];
			measure("post, next, answer, poll, release", ROUNDS / 50, () -> {
				PostedCommand posted = daemon.post(body);
				PendingCommand command = worker.next();
				if (command != null) {
					command.answer(0, body);
				}
				sink += (posted.poll() != null) ? 1 : 0;
				posted.release();
			});
			System.out.println(sink);
		}
	}

	private static void measure(String what, int rounds, Runnable operation) {
		double best = Double.MAX_VALUE;
		for (int i = 0; i < 10; i++) {
			// Time on the processor, since others may use it too
			long start = THREADS.getCurrentThreadCpuTime();
			for (int round = 0; round < rounds; round++) {
				operation.run();
			}
			best = Math.min(best, (double) (THREADS.getCurrentThreadCpuTime() - start) / rounds);
		}
		System.out.printf("%-40s %8.1f%n", what, best);
	}

}
