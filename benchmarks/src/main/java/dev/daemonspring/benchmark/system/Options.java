package dev.daemonspring.benchmark.system;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is to be measured, and how often.
 *
 * @param sections the names of the sections, all when empty
 * @param repetitions how often each figure is taken, at least 1
 * @param workers how many workers there are at most
 * @param idleSeconds how long idleness is watched, in seconds
 * @param chart where the picture of the restart times goes
 */
record Options(List<String> sections, int repetitions, int workers, int idleSeconds, Path chart) {

	static final String HELP = """
			benchmarks/run system [options] [sections]
			  sections: %s; all when none is named
			  --repetitions=30          how often each figure is taken
			  --workers=50              how many workers there are where there are many
			  --idle-seconds=60         how long idle processes are watched
			  --chart=docs/restart-times.svg   the picture of the restart times""";

	static Options parse(String[] args, List<String> known) {
		List<String> sections = new ArrayList<>();
		int repetitions = 30;
		int workers = 50;
		int idleSeconds = 60;
		Path chart = Path.of("docs/restart-times.svg");
		for (String arg : args) {
			if (arg.startsWith("--repetitions=")) {
				repetitions = number(arg);
			}
			else if (arg.startsWith("--workers=")) {
				workers = number(arg);
			}
			else if (arg.startsWith("--idle-seconds=")) {
				idleSeconds = number(arg);
			}
			else if (arg.startsWith("--chart=")) {
				chart = Path.of(value(arg));
			}
			else if (known.contains(arg)) {
				sections.add(arg);
			}
			else {
				throw new BenchmarkException("There is no option or section '" + arg + "'.\n" + help(known), null);
			}
		}
		return new Options(sections, repetitions, workers, idleSeconds, chart);
	}

	static String help(List<String> known) {
		return HELP.formatted(String.join(", ", known));
	}

	private static String value(String arg) {
		return arg.substring(arg.indexOf('=') + 1);
	}

	private static int number(String arg) {
		try {
			int number = Integer.parseInt(value(arg));
			if (number > 0) {
				return number;
			}
		}
		catch (NumberFormatException ex) {
			// Told below
		}
		throw new BenchmarkException("'" + arg + "' does not give a whole number above 0.", null);
	}

}
