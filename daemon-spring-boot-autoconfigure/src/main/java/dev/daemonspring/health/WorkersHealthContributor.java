package dev.daemonspring.health;

import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.util.Assert;

import dev.daemonspring.supervisor.Workers;

/**
 * The health of all workers, with one contributor for each, under the worker's name.
 * Thread-safe: it has no state of its own.
 */
public final class WorkersHealthContributor implements CompositeHealthContributor {

	private final Workers workers;

	private final boolean run;

	/**
	 * Create a contributor.
	 * @param workers the daemon's workers
	 */
	WorkersHealthContributor(Workers workers) {
		this(workers, true);
	}

	/**
	 * Create a contributor.
	 * @param workers the daemon's workers
	 * @param run whether workers are run; if not, their status is {@code UNKNOWN}
	 */
	public WorkersHealthContributor(Workers workers, boolean run) {
		Assert.notNull(workers, "'workers' must not be null");
		this.workers = workers;
		this.run = run;
	}

	@Override
	public @Nullable HealthContributor getContributor(String name) {
		return names().anyMatch(name::equals) ? indicator(name) : null;
	}

	@Override
	public Stream<HealthContributors.Entry> stream() {
		return names().map((name) -> new HealthContributors.Entry(name, indicator(name)));
	}

	private WorkerHealthIndicator indicator(String name) {
		return new WorkerHealthIndicator(this.workers, name, this.run);
	}

	private Stream<String> names() {
		return this.workers.instances().stream();
	}

}
