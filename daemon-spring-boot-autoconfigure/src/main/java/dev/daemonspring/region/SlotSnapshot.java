package dev.daemonspring.region;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.worker.WorkerState;

/**
 * What the process in a slot had told at one moment, whatever the daemon's override is.
 * The fields are consistent unless there is a defect.
 *
 * @param stateCode the code of the state, or -1 when the slot can't be read at all
 * @param state the state, or {@code null} when no state has that code
 * @param since when that state was entered, in milliseconds of the epoch
 * @param pid the id of the process that last began in the slot, or 0
 * @param incarnation which process of this worker that is, as its daemon counts
 * @param iterations the number of finished iterations of all processes
 * @param lastNanos how long the last iteration took
 * @param longestNanos how long the longest iteration took
 * @param totalNanos how long all iterations took together
 * @param failures how many times the worker threw
 * @param lastError the last error that the worker told, or {@code null}
 * @param defect why the slot can't be trusted, or {@code null}
 */
public record SlotSnapshot(int stateCode, @Nullable WorkerState state, long since, long pid, int incarnation,
		long iterations, long lastNanos, long longestNanos, long totalNanos, long failures, @Nullable String lastError,
		@Nullable String defect) {
}
