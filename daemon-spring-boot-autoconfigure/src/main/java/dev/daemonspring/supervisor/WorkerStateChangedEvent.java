package dev.daemonspring.supervisor;

import dev.daemonspring.worker.WorkerState;

/**
 * An event published in the daemon when the state of a worker has changed. States that
 * last for less than about 100 milliseconds may be skipped. Listeners are called on one
 * thread of the daemon's own, in the order of the events.
 *
 * @param worker the worker's name
 * @param from the previous state that was observed
 * @param to the new state
 * @since 0.1.0
 */
public record WorkerStateChangedEvent(String worker, WorkerState from, WorkerState to) {
}
