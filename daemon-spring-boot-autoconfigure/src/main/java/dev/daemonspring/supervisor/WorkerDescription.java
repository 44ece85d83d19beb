package dev.daemonspring.supervisor;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The description of a worker: what is known about it before it runs. Immutable.
 *
 * @param name the worker's name
 * @param looptime the time from the start of one iteration to the start of the next, or
 * zero for a worker of another rhythm, which {@link WorkerInfo#rhythm()} describes
 * @param forever whether the worker is restarted when it goes down
 * @param commands the worker's commands in the order of their names, or {@code null} if
 * the declared type of the worker does not show them (a {@code @Bean} method that returns
 * {@code WorkerLoop})
 * @since 0.1.0
 */
public record WorkerDescription(String name, Duration looptime, boolean forever,
		@Nullable List<CommandDescription> commands) {
}
