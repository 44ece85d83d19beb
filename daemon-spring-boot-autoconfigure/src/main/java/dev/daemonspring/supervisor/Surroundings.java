package dev.daemonspring.supervisor;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How the daemon gets along with what it runs in: a container, a service, a machine.
 *
 * @param memoryFraction the part of the memory limit that worker processes without a
 * largest heap of their own have together; zero where the limit is not looked at
 * @param oomPreference by how much the kernel is to prefer a worker process to the daemon
 * when memory runs out, in thousandths of the memory that there is
 * @param shutdownAllowed how long the daemon may take to shut down before it is killed,
 * or {@code null} if nobody says so
 */
public record Surroundings(double memoryFraction, int oomPreference, @Nullable Duration shutdownAllowed) {
}
