package dev.daemonspring.supervisor;

import org.jspecify.annotations.Nullable;

/**
 * Knows whether a process can start from an archive. Thread-safe.
 */
@FunctionalInterface
interface ClassData {

	/**
	 * Processes load and verify every class by themselves.
	 */
	ClassData NONE = (plan) -> null;

	/**
	 * Return the archive that a process is started from.
	 * @param plan what the process is started with
	 * @return the archive, or {@code null} when there is none, yet or at all
	 */
	@Nullable ClassDataArchive archiveFor(LaunchPlan plan);

}
