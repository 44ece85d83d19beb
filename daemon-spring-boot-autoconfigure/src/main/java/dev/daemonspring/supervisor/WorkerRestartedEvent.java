package dev.daemonspring.supervisor;

/**
 * Published in the daemon when a new process was started for a worker that went down.
 *
 * @param worker the worker's name
 * @param pid the id of the new process
 * @param restarts how many times the worker was restarted so far
 * @since 0.1.0
 */
public record WorkerRestartedEvent(String worker, long pid, long restarts) {
}
