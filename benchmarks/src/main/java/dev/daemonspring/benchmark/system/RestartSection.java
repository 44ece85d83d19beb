package dev.daemonspring.benchmark.system;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a restart in a standby, plain or hot, takes beyond the report of the death, and
 * the first command after it, for a worker with settings, values and commands; beside the
 * start of a JVM that does nothing. All run at the same time, and are killed in turn.
 */
final class RestartSection implements Section {

	private static final Duration SETTLE = Duration.ofSeconds(1);

	private static final Path JAR = Path.of("benchmarks/target/benchmarks.jar");

	private static final Pattern MAIN = Pattern.compile("main (\\d+)");

	@Override
	public String name() {
		return "restart";
	}

	@Override
	public void measure(Workshop workshop, Options options, Table table) {
		Restarting standby = new Restarting("standby", daemon(workshop, 1, "daemon.standby=1"), 1, 1);
		Restarting hot = new Restarting("hot standby",
				daemon(workshop, 1, "daemon.standby=0", "daemon.workers.w0.standby-depth=beans"), 1, 1);
		Restarting none = new Restarting("no standby", daemon(workshop, 1, "daemon.standby=0"), 1, 0);
		Restarting pair = new Restarting("two at once, 'auto'",
				daemon(workshop, 2, "daemon.standby=auto", "benchmark.second=true"), 2, 1);
		List<Restarting> all = new ArrayList<>(List.of(standby, hot, none, pair));
		Samples bare = new Samples("ms");
		all.forEach(Restarting::awaitStart);
		// Twice unmeasured
		for (int repetition = -1; repetition <= options.repetitions(); repetition++) {
			boolean counts = repetition > 0;
			for (Restarting each : all) {
				settle(all);
				each.kill(counts);
				each.command(counts);
			}
			settle(all);
			double millis = startBare(workshop);
			if (counts) {
				bare.add(millis);
			}
			Progress.tell("restart " + repetition + " of " + options.repetitions());
		}
		table.row("bare `java` start to its main method", bare);
		all.remove(pair);
		for (Restarting each : all) {
			table.row("SIGKILL to the report of the death, " + each.label(), each.death());
			table.row("report of the death to first iteration, " + each.label(), each.beyond(), bare, "bare start");
			table.row("SIGKILL to first iteration, " + each.label(), each.restart(), bare, "bare start");
			table.row("first command after it, " + each.label(), each.first());
			table.row("hundredth command, " + each.label(), each.hundredth());
		}
		table.row("SIGKILL to first iteration of the first, " + pair.label(), pair.restart(), bare, "bare start");
		table.row("SIGKILL to first iteration of the last, " + pair.label(), pair.slower(), bare, "bare start");
	}

	private static Application daemon(Workshop workshop, int workers, String... properties) {
		List<String> all = new ArrayList<>(List.of("benchmark.typical=true"));
		all.addAll(List.of(properties));
		return workshop.daemon(workers, all.toArray(String[]::new));
	}

	private static void settle(List<Restarting> all) {
		all.forEach(Restarting::awaitStandbys);
		Waiting.pause(SETTLE);
	}

	private static double startBare(Workshop workshop) {
		Path java = Path.of(System.getProperty("java.home"), "bin", "java");
		List<String> command = List.of(java.toString(), "-cp", JAR.toAbsolutePath().toString(),
				"dev.daemonspring.benchmark.app.BareMain");
		long start = System.nanoTime();
		RunningProcess process = workshop.start(command);
		return (Long.parseLong(process.awaitLine(MAIN, 1).group(1)) - start) / 1e6;
	}

}
