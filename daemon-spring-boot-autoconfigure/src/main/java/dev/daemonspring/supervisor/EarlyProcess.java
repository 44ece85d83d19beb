package dev.daemonspring.supervisor;

/**
 * A process that was started before there was a supervisor.
 *
 * @param plan what it was started with
 * @param child the process
 */
record EarlyProcess(LaunchPlan plan, Child child) {
}
