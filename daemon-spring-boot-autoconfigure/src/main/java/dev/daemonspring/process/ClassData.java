package dev.daemonspring.process;

import org.jspecify.annotations.Nullable;

/**
 * Knows whether a process can start from an archive. Thread-safe.
 */
@FunctionalInterface
public interface ClassData extends AutoCloseable {

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

	/**
	 * Note that a process was started.
	 * @param child the process
	 * @param archive the archive that it uses, or {@code null}
	 */
	default void launched(Child child, @Nullable ClassDataArchive archive) {
	}

	/**
	 * Allow the making of archives: the daemon is up.
	 */
	default void begin() {
	}

	/**
	 * End the making of archives.
	 */
	@Override
	default void close() {
	}

}
