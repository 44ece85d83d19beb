package dev.daemonspring.supervisor;

import org.jspecify.annotations.Nullable;

/**
 * An event published in the daemon when the process of a worker has ended, or the worker
 * has left a process that it shared. Listeners are called on one thread of the daemon's
 * own, in the order of the events.
 *
 * @param worker the worker's name
 * @param pid the id of the process
 * @param exit how it ended, such as {@code exit code 1} or {@code signal 9 (SIGKILL)}
 * @param wentDown whether the worker went down, as opposed to an end that was requested
 * or followed from a limit
 * @param error the last error of the worker, perhaps in an earlier process, or
 * {@code null}
 * @since 0.1.0
 */
public record WorkerExitedEvent(String worker, long pid, String exit, boolean wentDown, @Nullable String error) {
}
