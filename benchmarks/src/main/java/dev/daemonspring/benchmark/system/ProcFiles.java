package dev.daemonspring.benchmark.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What Linux tells of a process below {@code /proc}.
 */
final class ProcFiles {

	private static final Pattern PSS = Pattern.compile("(?m)^Pss:\\s+(\\d+) kB");

	private static final Pattern SWITCHES = Pattern.compile("(?m)^(?:non)?voluntary_ctxt_switches:\\s+(\\d+)");

	private static final int MILLIS_PER_TICK = 10;

	private ProcFiles() {
	}

	/**
	 * Return the process's share of memory, in MiB: pages that several have in common are
	 * divided among them.
	 */
	static double pss(long pid) {
		Matcher matcher = PSS.matcher(read(Path.of("/proc/" + pid + "/smaps_rollup")));
		if (!matcher.find()) {
			throw new BenchmarkException("/proc/" + pid + "/smaps_rollup tells no Pss", null);
		}
		return Long.parseLong(matcher.group(1)) / 1024.0;
	}

	/**
	 * Return the time on a processor, user and system, of the process, in milliseconds.
	 * Linux counts in ticks of 10 ms.
	 */
	static double cpuMillis(long pid) {
		String stat = read(Path.of("/proc/" + pid + "/stat"));
		// The name of the command, the second field, may have spaces
		String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
		return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * (double) MILLIS_PER_TICK;
	}

	/**
	 * Return how often a processor was given to another thread, by all living threads.
	 */
	static long switches(long pid) {
		try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
			return tasks.map((task) -> read(task.resolve("status")))
				.flatMap((status) -> SWITCHES.matcher(status).results())
				.mapToLong((result) -> Long.parseLong(result.group(1)))
				.sum();
		}
		catch (IOException ex) {
			throw new BenchmarkException("Can't read the threads of process " + pid + ": " + ex, ex);
		}
	}

	static List<String> lines(Path file) {
		return read(file).lines().toList();
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (NoSuchFileException ex) {
			// A thread that has ended
			return "";
		}
		catch (IOException ex) {
			throw new BenchmarkException("Can't read '" + file + "': " + ex, ex);
		}
	}

}
