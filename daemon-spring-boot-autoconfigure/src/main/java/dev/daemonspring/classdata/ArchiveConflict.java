package dev.daemonspring.classdata;

import java.util.List;
import java.util.Optional;

/**
 * The options with which a user controls class data sharing directly, or that rule out an
 * archive.
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
	 * Find an option that rules out an archive.
	 * @param options the options of a process
	 * @return the beginning of the first such option, without its value, or nothing
	 */
	static Optional<String> in(List<String> options) {
		return options.stream().flatMap((option) -> conflicting(option).stream()).findFirst();
	}

	private static Optional<String> conflicting(String option) {
		return CONFLICTING.stream()
			.filter((name) -> name.equals("-p") ? option.equals(name) : option.startsWith(name))
			.findFirst();
	}

}
