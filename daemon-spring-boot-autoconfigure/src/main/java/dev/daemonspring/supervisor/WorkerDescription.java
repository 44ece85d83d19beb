package dev.daemonspring.supervisor;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What is known about a worker before it runs.
 *
 * @param name the worker's name
 * @param looptime time from the start of one iteration to the start of the next
 * @param forever whether the worker is restarted when it goes down
 * @param commands the worker's commands in the order of their names, or {@code null} when
 * the declared type of the worker does not tell them (a {@code @Bean} method that returns
 * {@code WorkerLoop})
 * @since 0.1.0
 */
public record WorkerDescription(String name, Duration looptime, boolean forever,
		@Nullable List<CommandDescription> commands) {
}
