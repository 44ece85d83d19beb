package dev.daemonspring.supervisor;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Event published when a rolling restart is over.
 *
 * @param workers the names of the instances that were to be restarted
 * @param restarted how many of them were, and have come up again
 * @param failed the instance at which the restart was stopped, or {@code null} if it was
 * not
 * @param reason why it was stopped there, or {@code null}
 * @since 0.1.0
 */
public record RollingRestartEndedEvent(List<String> workers, int restarted, @Nullable String failed,
		@Nullable String reason) {
}
