package dev.daemonspring.supervisor;

import dev.daemonspring.worker.WorkerState;

/**
 * Published in the daemon when a worker has come into another state. States that last for
 * less than some milliseconds may be passed over.
 *
 * @param worker the worker's name
 * @param from the state that it was in
 * @param to the state that it is in
 * @since 0.1.0
 */
public record WorkerStateChangedEvent(String worker, WorkerState from, WorkerState to) {
}
