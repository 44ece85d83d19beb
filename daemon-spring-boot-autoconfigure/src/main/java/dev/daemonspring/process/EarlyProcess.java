package dev.daemonspring.process;

/**
 * A process that was started before there was a supervisor.
 *
 * @param plan what it was started with
 * @param child the process
 */
public record EarlyProcess(LaunchPlan plan, Child child) {
}
