package dev.daemonspring.benchmark.system;

import java.time.Duration;

/**
 * The memory of a daemon, its worker's process and a standby, and of the application
 * alone.
 */
final class MemorySection implements Section {

	private static final int MOST_REPETITIONS = 10;

	private static final Duration SETTLE = Duration.ofSeconds(5);

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
	}

}
