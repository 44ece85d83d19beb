package dev.daemonspring.benchmark.system;

/**
 * The news that a loop loops.
 *
 * @param name the worker's name
 * @param pid its process
 * @param began when the iteration began, by the clock of {@link System#nanoTime()}, which
 * all processes share on Linux
 * @param nanos when the news came, by the same clock
 */
record Looping(String name, long pid, long began, long nanos) {
}
