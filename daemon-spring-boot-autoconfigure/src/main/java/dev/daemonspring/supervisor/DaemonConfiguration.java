package dev.daemonspring.supervisor;

/**
 * The checked configuration of the daemon as a whole and of its workers.
 *
 * @param settings the settings of the daemon as a whole
 * @param specifications derives the specification of each worker
 */
public record DaemonConfiguration(DaemonSettings settings, WorkerSpecifications specifications) {
}
