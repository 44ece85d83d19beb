package dev.daemonspring.supervisor;

import org.jspecify.annotations.Nullable;

/**
 * The levels of loggers in worker processes. Thread-safe.
 */
public interface WorkerLogLevels {

	/**
	 * Change the level of a logger in all worker processes, and in those that follow.
	 * Does not wait for them.
	 * @param logger the logger's name
	 * @param level the name of the level, or {@code null} for the one that the logger
	 * inherits
	 */
	void setLogLevel(String logger, @Nullable String level);

}
