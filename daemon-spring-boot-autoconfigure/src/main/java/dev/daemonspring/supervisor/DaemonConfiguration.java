package dev.daemonspring.supervisor;

/**
 * What is configured, checked: for the daemon as a whole, and for its workers.
 *
 * @param settings what holds for the daemon as a whole
 * @param specifications settles what holds for each worker
 */
public record DaemonConfiguration(DaemonSettings settings, WorkerSpecifications specifications) {
}
