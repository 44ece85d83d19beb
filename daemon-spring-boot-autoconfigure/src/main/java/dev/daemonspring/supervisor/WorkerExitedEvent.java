package dev.daemonspring.supervisor;

import org.jspecify.annotations.Nullable;

/**
 * Published in the daemon when the process of a worker has ended, for whatever reason.
 *
 * @param worker the worker's name
 * @param pid the id that the process had
 * @param exit how it ended, such as {@code exit code 1} or {@code signal 9 (SIGKILL)}
 * @param wentDown whether this was a crash, and not the end that was asked for
 * @param error the last error that it told, or {@code null}
 * @since 0.1.0
 */
public record WorkerExitedEvent(String worker, long pid, String exit, boolean wentDown, @Nullable String error) {
}
