package dev.daemonspring.benchmark.system;

import java.util.List;

/**
 * From a kill to the report of the death by the operating system, which no supervisor can
 * undercut.
 */
final class DeathSection implements Section {

	@Override
	public String name() {
		return "death";
	}

	@Override
	public void measure(Workshop workshop, Options options, Table table) {
		Samples small = new Samples("ms");
		Samples application = new Samples("ms");
		for (int repetition = 0; repetition < options.repetitions(); repetition++) {
			small.add(kill(workshop.start(List.of("sleep", "600"))));
			Application alone = workshop.alone("spring.main.banner-mode=off");
			alone.awaitIteration();
			application.add(kill(alone.process()));
			workshop.stopAll();
		}
		table.row("SIGKILL to the report of the death: 'sleep'", small);
		table.row("SIGKILL to the report of the death: Boot application", application);
	}

	private static double kill(RunningProcess process) {
		long start = System.nanoTime();
		return (process.killAndAwaitReport() - start) / 1e6;
	}

}
