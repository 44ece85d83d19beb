package dev.daemonspring.benchmark.system;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The memory of a daemon, its worker's process and a standby, and of the application
 * alone.
 */
final class MemorySection implements Section {

	private static final int MOST_REPETITIONS = 10;

	/**
	 * Longer than a JVM waits before it gives native memory back.
	 */
	private static final Duration SETTLE = Duration.ofSeconds(15);

	private static final String SMALL = "daemon.defaults.footprint=small";

	@Override
	public String name() {
		return "memory";
	}

	@Override
	public void measure(Workshop workshop, Options options, Table table) {
		Samples alone = new Samples("MiB");
		Samples daemon = new Samples("MiB");
		Samples worker = new Samples("MiB");
		Samples standby = new Samples("MiB");
		for (int repetition = 0; repetition < Math.min(options.repetitions(), MOST_REPETITIONS); repetition++) {
			Application application = workshop.alone();
			long pid = application.awaitIteration().pid();
			Waiting.pause(SETTLE);
			alone.add(ProcFiles.pss(pid));
			workshop.stopAll();
			Application supervising = workshop.daemon(1, "daemon.standby=1");
			long workerPid = supervising.awaitIteration().pid();
			long standbyPid = supervising.awaitStandby(1);
			Waiting.pause(SETTLE);
			daemon.add(ProcFiles.pss(supervising.process().pid()));
			worker.add(ProcFiles.pss(workerPid));
			standby.add(ProcFiles.pss(standbyPid));
			workshop.stopAll();
			Progress.tell("memory " + (repetition + 1));
		}
		String base = "that application";
		table.row("PSS: the same application by 'java -jar', no web server, defaults of the JVM", alone);
		table.row("PSS: daemon, with web server", daemon, alone, base);
		table.row("PSS: worker process", worker, alone, base);
		table.row("PSS: standby", standby, alone, base);
		Samples one = many(workshop, table, "1 worker in its process", null, 1);
		many(workshop, table, "10 workers in a process each", one, 10);
		many(workshop, table, options.workers() + " workers in a process each", one, options.workers());
		many(workshop, table, options.workers() + " workers in 1 process", one, options.workers(),
				"daemon.defaults.process=crew");
		workshop.makeArchive(SMALL);
		many(workshop, table, "1 worker, footprint=small", one, 1, SMALL);
		many(workshop, table, "10 workers in a process each, footprint=small", one, 10, SMALL);
	}

	/**
	 * Measure a worker process among others of the same kind, with which it shares pages.
	 */
	private static Samples many(Workshop workshop, Table table, String what, @Nullable Samples one, int workers,
			String... properties) {
		List<String> all = new ArrayList<>(List.of("daemon.standby=0"));
		all.addAll(List.of(properties));
		Application daemon = workshop.daemon(workers, all.toArray(String[]::new));
		daemon.awaitLooping(workers);
		Waiting.pause(SETTLE);
		Samples each = new Samples("MiB");
		ProcessHandle.of(daemon.process().pid())
			.stream()
			.flatMap(ProcessHandle::children)
			.forEach((process) -> each.add(ProcFiles.pss(process.pid())));
		workshop.stopAll();
		table.row("PSS: each worker process, " + what, each, one, "1 worker");
		return each;
	}

}
