package dev.daemonspring.benchmark.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * From the start of a daemon to the first iteration of the last of its workers.
 */
final class StartSection implements Section {

	private static final String NO_STANDBY = "daemon.standby=0";

	private static final String SHARED = "daemon.defaults.process=crew";

	@Override
	public String name() {
		return "start";
	}

	@Override
	public void measure(Workshop workshop, Options options, Table table) {
		boolean sharing = canShare(workshop);
		if (!sharing) {
			table.note("Workers can't share a process here ('--" + SHARED + "' has no effect): not measured.");
		}
		Samples alone = new Samples("s");
		List<Start> starts = new ArrayList<>();
		for (int workers : numbers(options.workers())) {
			// Fifty processes take a minute or two on a small machine
			int repetitions = Math.max(1, options.repetitions() / (workers / 10 * 2 + 1));
			starts.add(new Start(workers, false, repetitions, new Samples("s")));
			if (sharing && workers > 1) {
				starts.add(new Start(workers, true, repetitions, new Samples("s")));
			}
		}
		for (int repetition = 0; repetition < options.repetitions(); repetition++) {
			alone.add(timeAlone(workshop));
			for (Start start : starts) {
				if (repetition < start.repetitions()) {
					start.samples().add(time(workshop, start));
					Progress.tell(start.label());
				}
			}
			Progress.tell("start " + (repetition + 1) + " of " + options.repetitions());
		}
		table.row("start to first iteration: Boot application, no web server, no worker process", alone);
		starts.forEach((start) -> table.row(start.label(), start.samples(), alone, "that application"));
	}

	private static int[] numbers(int most) {
		return IntStream.of(1, 10, most).filter((workers) -> workers <= most).distinct().toArray();
	}

	private static double time(Workshop workshop, Start start) {
		long before = System.nanoTime();
		Application daemon = start.shared() ? workshop.daemon(start.workers(), NO_STANDBY, SHARED)
				: workshop.daemon(start.workers(), NO_STANDBY);
		Map<String, Looping> looping = daemon.awaitLooping(start.workers());
		long last = looping.values().stream().mapToLong((each) -> each.nanos() - before).max().orElseThrow();
		workshop.stopAll();
		return last / 1e9;
	}

	private static double timeAlone(Workshop workshop) {
		long before = System.nanoTime();
		long nanos = workshop.alone().awaitIteration().nanos() - before;
		workshop.stopAll();
		return nanos / 1e9;
	}

	static boolean canShare(Workshop workshop) {
		Map<String, Looping> looping = workshop.daemon(2, NO_STANDBY, SHARED).awaitLooping(2);
		workshop.stopAll();
		return looping.values().stream().map(Looping::pid).distinct().count() == 1;
	}

	/**
	 * A way to start.
	 *
	 * @param workers how many workers
	 * @param shared whether they share one process
	 * @param repetitions how often
	 * @param samples what it took
	 */
	private record Start(int workers, boolean shared, int repetitions, Samples samples) {

		String label() {
			String processes = (this.workers == 1) ? "1 worker in its process"
					: this.workers + " workers in " + (this.shared ? "1 process" : "a process each");
			return "daemon's start to the last first iteration: " + processes;
		}

	}

}
