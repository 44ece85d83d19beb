package dev.daemonspring.supervisor;

/**
 * How many instances a worker has, for a {@link WorkerScaler}.
 *
 * @param worker the name of the worker
 * @param instances how many instances there are, or are to be
 * @param configured how many are configured
 * @param min how few there may be
 * @param max how many there may be
 * @since 0.1.0
 */
public record WorkerScale(String worker, int instances, int configured, int min, int max) {
}
