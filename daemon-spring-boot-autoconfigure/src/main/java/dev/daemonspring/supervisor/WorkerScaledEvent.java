package dev.daemonspring.supervisor;

/**
 * Event published when a worker is scaled to another number of instances. Those that are
 * new have not started yet, and those that leave have not ended.
 *
 * @param worker the name of the worker
 * @param before how many instances there were
 * @param instances how many there will be
 * @since 0.1.0
 */
public record WorkerScaledEvent(String worker, int before, int instances) {
}
