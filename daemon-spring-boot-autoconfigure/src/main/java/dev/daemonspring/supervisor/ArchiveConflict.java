package dev.daemonspring.supervisor;

import java.util.List;
import java.util.Optional;

/**
 * Options by which the user settles class data alone, or that no archive goes with.
 */
final class ArchiveConflict {

	private static final List<String> CONFLICTING = List.of("-Xshare:", "-XX:SharedArchiveFile",
			"-XX:SharedClassListFile", "-XX:ArchiveClassesAtExit", "-XX:AOT", "-XX:-UseSharedSpaces",
			"-XX:+DumpSharedSpaces", "-XX:+AutoCreateSharedArchive", "-XX:Flags=", "-XX:VMOptionsFile=", "-javaagent:",
			"-agentpath:", "-agentlib:", "-Xbootclasspath", "--patch-module", "--upgrade-module-path",
			"--limit-modules", "--module-path", "-p", "-cp", "-classpath", "--class-path");

	private ArchiveConflict() {
	}

	/**
	 * Find an option that leaves no room for an archive.
	 * @param options the options of a process
	 * @return the first such option, or nothing
	 */
	static Optional<String> in(List<String> options) {
		return options.stream().filter(ArchiveConflict::conflicts).findFirst();
	}

	private static boolean conflicts(String option) {
		return CONFLICTING.stream()
			.anyMatch((name) -> name.equals("-p") ? option.equals(name) : option.startsWith(name));
	}

}
