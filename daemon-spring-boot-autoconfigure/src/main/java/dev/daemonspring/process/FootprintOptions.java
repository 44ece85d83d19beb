package dev.daemonspring.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The options and environment variables that keep a JVM small. Each was measured:
 * {@code docs/performance.md} says what it saves.
 */
final class FootprintOptions {

	/**
	 * A JVM's compilers need tens of megabytes while it starts, which its C library keeps
	 * unless it is told to give them back. Not understood by all updates of JDK 17.
	 */
	private static final String TRIM = "TrimNativeHeapInterval";

	private static final List<String> COMPILER = List.of("TieredCompilation", "TieredStopAtLevel", "CompilationMode",
			"-Xint");

	private static final String FREE_RATIO = "HeapFreeRatio";

	private final Predicate<String> known;

	/**
	 * Create the options of a JVM.
	 * @param known whether the JVM has an option of that name
	 */
	FootprintOptions(Predicate<String> known) {
		this.known = known;
	}

	static FootprintOptions ofThisJvm() {
		return new FootprintOptions(JvmOptions::has);
	}

	/**
	 * Return the options, which are to stand before those that were configured.
	 * @param footprint how small the JVM shall be
	 * @param jvmArgs options that were configured
	 */
	List<String> options(Footprint footprint, List<String> jvmArgs) {
		List<String> options = new ArrayList<>();
		if (this.known.test(TRIM)) {
			// Where the C library can't, the JVM would say so
			options.add("-Xlog:trimnative=off");
			options.add("-XX:" + TRIM + "=10000");
		}
		if (footprint == Footprint.SMALL) {
			addSmall(options, jvmArgs);
		}
		return options;
	}

	private static void addSmall(List<String> options, List<String> jvmArgs) {
		if (COMPILER.stream().noneMatch((option) -> mentioned(option, jvmArgs))) {
			options.add("-XX:TieredStopAtLevel=1");
		}
		// The JVM does not start when the lowest ratio exceeds the highest
		if (!mentioned(FREE_RATIO, jvmArgs)) {
			options.addAll(List.of("-XX:MinHeapFreeRatio=10", "-XX:MaxHeapFreeRatio=20", "-XX:-ShrinkHeapInSteps"));
		}
	}

	private static boolean mentioned(String option, List<String> jvmArgs) {
		return jvmArgs.stream().anyMatch((configured) -> configured.contains(option));
	}

	/**
	 * Return the environment variables, which do not replace those that are set.
	 * @param footprint how small the JVM shall be
	 */
	static Map<String, String> variables(Footprint footprint) {
		return (footprint == Footprint.SMALL) ? Map.of("MALLOC_ARENA_MAX", "1") : Map.of();
	}

}
