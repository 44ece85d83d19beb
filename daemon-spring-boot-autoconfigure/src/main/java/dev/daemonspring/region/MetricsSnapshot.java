package dev.daemonspring.region;

import java.util.List;

/**
 * The values of a worker process's meters at one moment, as its metrics file has them.
 *
 * @param generation the number of the process among those that have written the file
 * @param pid the id of the process
 * @param number the number of the snapshot among those of all processes
 * @param writtenAt when it was written, in epoch milliseconds
 * @param leftOut how many series the process had to leave out
 * @param meters what the values are; the same list as long as nothing changes
 * @param values the values of the meters, one meter after the other; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent")
public record MetricsSnapshot(long generation, long pid, long number, long writtenAt, int leftOut,
		List<MeterDescription> meters, double[] values) {
}
