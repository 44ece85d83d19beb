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
 * @param instances how many instances of the worker there are, or are to be
 * @param maxInstances how many instances there can be; if more than one, each has a name
 * with an index, such as {@code handyman#0}
 * @since 0.1.0
 */
public record WorkerDescription(String name, Duration looptime, boolean forever,
		@Nullable List<CommandDescription> commands, int instances, int maxInstances) {

	/**
	 * Create the description of a worker that has a single instance.
	 * @param name the worker's name
	 * @param looptime the looptime, or zero
	 * @param forever whether the worker is restarted when it goes down
	 * @param commands the worker's commands, or {@code null}
	 */
	public WorkerDescription(String name, Duration looptime, boolean forever,
			@Nullable List<CommandDescription> commands) {
		this(name, looptime, forever, commands, 1, 1);
	}

	/**
	 * Return whether the instances of the worker have names with an index.
	 * @return whether there can be more than one
	 */
	public boolean isIndexed() {
		return this.maxInstances > 1;
	}

	WorkerDescription withInstances(int number) {
		return new WorkerDescription(this.name, this.looptime, this.forever, this.commands, number, this.maxInstances);
	}

}
