package dev.daemonspring.benchmark.system;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/**
 * Measures whole processes and prints one table. Its exit code is 0 when every section
 * could be measured.
 */
public final class SystemBenchmark {

	private static final Path JAR = Path.of("benchmarks/target/benchmarks-app.jar");

	private static final List<Section> SECTIONS = List.of(new CrashSection(), new RestartSection(), new DeathSection(),
			new StartSection(), new MemorySection(), new RpcSection(), new PauseSection(), new IdleSection(),
			new InstancesSection());

	private SystemBenchmark() {
	}

	/**
	 * Measure.
	 * @param args options and sections, see {@link Options#HELP}
	 */
	public static void main(String[] args) {
		List<String> names = SECTIONS.stream().map(Section::name).toList();
		if (List.of(args).contains("--help")) {
			System.out.println(Options.help(names));
			return;
		}
		try {
			System.exit(measure(Options.parse(args, names), String.join(" ", args)) ? 0 : 1);
		}
		catch (BenchmarkException ex) {
			System.err.println(ex.getMessage());
			System.exit(2);
		}
	}

	private static boolean measure(Options options, String arguments) {
		Table table = new Table();
		boolean complete = true;
		try (Workshop workshop = new Workshop(JAR)) {
			Progress.tell("The first run makes the archive of classes");
			workshop.makeArchive();
			for (Section section : SECTIONS) {
				if (options.sections().isEmpty() || options.sections().contains(section.name())) {
					complete &= measure(section, workshop, options, table);
				}
			}
		}
		System.out.println("`benchmarks/run system " + arguments + "`, " + LocalDate.now() + ", " + machine() + "\n");
		System.out.println(table.markdown());
		return complete;
	}

	private static boolean measure(Section section, Workshop workshop, Options options, Table table) {
		Progress.tell("Section '" + section.name() + "'");
		try {
			section.measure(workshop, options, table);
			return true;
		}
		catch (RuntimeException ex) {
			table.note("Section '" + section.name() + "' failed: " + ex.getMessage());
			Progress.tell(Arrays.toString(ex.getStackTrace()));
			return false;
		}
		finally {
			workshop.stopAll();
		}
	}

	private static String machine() {
		String model = ProcFiles.lines(Path.of("/proc/cpuinfo"))
			.stream()
			.filter((line) -> line.startsWith("model name"))
			.map((line) -> line.substring(line.indexOf(':') + 2))
			.findFirst()
			.orElse(System.getProperty("os.arch"));
		return "JDK " + Runtime.version() + ", " + Runtime.getRuntime().availableProcessors() + " × " + model
				+ ", load " + ProcFiles.lines(Path.of("/proc/loadavg")).get(0).split(" ")[0] + " at the end";
	}

}
