package dev.daemonspring.process;

import org.jspecify.annotations.Nullable;

/**
 * A source of the class-data archives that processes start from. Thread-safe.
 */
@FunctionalInterface
public interface ClassData extends AutoCloseable {

	/**
	 * No archives: processes load and verify every class by themselves.
	 */
	ClassData NONE = (plan) -> null;

	/**
	 * Return the archive from which to start a process.
	 * @param plan what the process is started with
	 * @return the archive, or {@code null} if there is none, or none yet
	 */
	@Nullable ClassDataArchive archiveFor(LaunchPlan plan);

	/**
	 * Record that a process was started.
	 * @param child the process
	 * @param archive the archive that the process uses, or {@code null}
	 */
	default void launched(Child child, @Nullable ClassDataArchive archive) {
	}

	/**
	 * Allow archives to be made: the daemon is up.
	 */
	default void begin() {
	}

	/**
	 * Stop making archives.
	 */
	@Override
	default void close() {
	}

}
