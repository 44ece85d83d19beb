package dev.daemonspring.region;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.worker.WorkerState;

/**
 * Everything that the process in a slot had reported at one moment, regardless of the
 * daemon's override. The fields are consistent unless there is a defect.
 *
 * @param stateCode the code of the state, or -1 if the slot can't be read at all
 * @param state the state, or {@code null} if no state has that code
 * @param since when that state was entered, in milliseconds since the epoch
 * @param pid the id of the last process that began in the slot, or 0
 * @param incarnation the number of that process, as the daemon counts the processes of
 * the worker
 * @param iterations the number of completed iterations, across all processes
 * @param lastNanos how long the last iteration took
 * @param longestNanos how long the longest iteration took
 * @param totalNanos how long all iterations took together
 * @param failures how many times the worker threw
 * @param lastError the last error that was reported, or {@code null}
 * @param defect why the slot can't be trusted, or {@code null}
 */
public record SlotSnapshot(int stateCode, @Nullable WorkerState state, long since, long pid, int incarnation,
		long iterations, long lastNanos, long longestNanos, long totalNanos, long failures, @Nullable String lastError,
		@Nullable String defect) {
}
