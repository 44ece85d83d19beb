package dev.daemonspring.region;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.worker.WorkerState;

/**
 * What a worker process said of itself at one moment.
 *
 * @param stateCode the code of the state
 * @param state the state, or {@code null} when no state has that code
 * @param since when the state was entered, in milliseconds of the wall clock
 * @param pid the id of the process
 * @param incarnation counts the worker's processes
 * @param iterations the number of finished iterations
 * @param lastNanos how long the last iteration took
 * @param longestNanos how long the longest iteration took
 * @param totalNanos how long all iterations took
 * @param failures how many times the worker threw
 * @param lastError the last error, or {@code null}
 * @param defect why the slot can't be trusted, or {@code null}
 */
public record SlotSnapshot(int stateCode, @Nullable WorkerState state, long since, long pid, int incarnation,
		long iterations, long lastNanos, long longestNanos, long totalNanos, long failures, @Nullable String lastError,
		@Nullable String defect) {

	static SlotSnapshot unreadable(String defect) {
		return new SlotSnapshot(-1, null, 0, 0, 0, 0, 0, 0, 0, 0, null, defect);
	}

}
