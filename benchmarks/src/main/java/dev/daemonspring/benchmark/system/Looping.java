package dev.daemonspring.benchmark.system;

/**
 * The news that a loop loops.
 *
 * @param name the worker's name
 * @param pid its process
 * @param nanos when the news came, by the clock of {@link System#nanoTime()}
 */
record Looping(String name, long pid, long nanos) {
}
