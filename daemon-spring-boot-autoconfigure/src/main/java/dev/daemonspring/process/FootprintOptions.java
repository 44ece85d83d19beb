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

	/**
	 * The last version that is known to have the diagnostic option, whose absence would
	 * stop the JVM.
	 */
	private static final int LAST_WITH_RELOCATION_MODE = 25;

	private final Predicate<String> known;

	private final int version;

	/**
	 * Create the options of a JVM.
	 * @param known whether the JVM has an option of that name
	 * @param version the feature version of the JVM
	 */
	FootprintOptions(Predicate<String> known, int version) {
		this.known = known;
		this.version = version;
	}

	static FootprintOptions ofThisJvm() {
		return new FootprintOptions(JvmOptions::has, Runtime.version().feature());
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

	private void addSmall(List<String> options, List<String> jvmArgs) {
		if (COMPILER.stream().noneMatch((option) -> mentioned(option, jvmArgs))) {
			options.add("-XX:TieredStopAtLevel=1");
		}
		// The JVM does not start when the lowest ratio exceeds the highest
		if (!mentioned(FREE_RATIO, jvmArgs)) {
			options.addAll(List.of("-XX:MinHeapFreeRatio=10", "-XX:MaxHeapFreeRatio=20", "-XX:-ShrinkHeapInSteps"));
		}
		if (this.known.test("SharedArchiveFile") && this.version <= LAST_WITH_RELOCATION_MODE) {
			// At its own address an archive is shared by all processes, elsewhere it is
			// copied
			options.addAll(List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0"));
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
