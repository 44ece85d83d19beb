package dev.daemonspring.benchmark.system;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * From the kill of a loop's process to its first iteration in a new one. All contenders
 * run at the same time, and are killed in turn.
 */
final class CrashSection implements Section {

	private static final String COLD = "daemon, without both";

	private static final Duration SETTLE = Duration.ofMillis(500);

	@Override
	public String name() {
		return "crash";
	}

	@Override
	public void measure(Workshop workshop, Options options, Table table) {
		List<Crashing> contenders = new ArrayList<>();
		contenders.add(new Crashing("daemon, standby", workshop.daemon(1, "daemon.standby=1"), true));
		contenders.add(new Crashing("daemon, archive of classes", workshop.daemon(1, "daemon.standby=0"), false));
		contenders.add(new Crashing(COLD, workshop.daemon(1, "daemon.standby=0", "daemon.class-data=off"), false));
		contenders.forEach(Crashing::awaitCalm);
		contenders.addAll(new Peers(workshop, table).start());
		// Once unmeasured
		for (int repetition = 0; repetition <= options.repetitions(); repetition++) {
			boolean counts = repetition > 0;
			contenders.removeIf((contender) -> !crash(contender, counts, table));
			Progress.tell("crash " + repetition + " of " + options.repetitions());
		}
		report(contenders, options, table);
	}

	/**
	 * Kill a contender.
	 * @return whether it came back; the daemon has to
	 */
	private static boolean crash(Crashing contender, boolean counts, Table table) {
		Waiting.pause(SETTLE);
		try {
			double millis = contender.crash();
			if (counts) {
				contender.samples().add(millis);
			}
			contender.awaitCalm();
			return true;
		}
		catch (BenchmarkException ex) {
			if (!contender.isPeer()) {
				throw ex;
			}
			table.note("'" + contender.label() + "' did not come back: left out. " + ex.getMessage());
			return false;
		}
	}

	private void report(List<Crashing> contenders, Options options, Table table) {
		Crashing cold = contenders.stream()
			.filter((contender) -> contender.label().equals(COLD))
			.findFirst()
			.orElseThrow();
		Map<String, Samples> bars = new LinkedHashMap<>();
		for (Crashing contender : contenders) {
			table.row("SIGKILL to first iteration: " + contender.label(), contender.samples(),
					(contender != cold) ? cold.samples() : null, "without both");
			bars.put(contender.label(), contender.samples());
		}
		try {
			Files.writeString(options.chart(), RestartChart.svg(bars));
		}
		catch (IOException ex) {
			throw new BenchmarkException("Can't write '" + options.chart() + "': " + ex, ex);
		}
	}

}
