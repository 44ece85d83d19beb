package dev.daemonspring.process;

/**
 * A process that was started before the supervisor existed.
 *
 * @param plan what the process was started with
 * @param child the process
 */
public record EarlyProcess(LaunchPlan plan, Child child) {
}
