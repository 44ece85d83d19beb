package dev.daemonspring.supervisor;

/**
 * An event published in the daemon when a worker that went down has been assigned to a
 * process again. Listeners are called on one thread of the daemon's own, in the order of
 * the events.
 *
 * @param worker the worker's name
 * @param pid the id of the process
 * @param restarts how many times the worker has been restarted after it went down, this
 * time included
 * @since 0.1.0
 */
public record WorkerRestartedEvent(String worker, long pid, long restarts) {
}
