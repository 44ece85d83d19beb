package dev.daemonspring.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

import dev.daemonspring.policy.RestartPolicy;
import dev.daemonspring.policy.WorkerLimits;
import dev.daemonspring.process.LaunchPlan;
import dev.daemonspring.process.WorkerConfigurationException;
import dev.daemonspring.supervisor.SharedProcesses;
import dev.daemonspring.supervisor.WorkerDefinition;
import dev.daemonspring.supervisor.WorkerDescription;
import dev.daemonspring.supervisor.WorkerSpecification;
import dev.daemonspring.supervisor.WorkerSpecification.Descendants;
import dev.daemonspring.supervisor.WorkerSpecification.SelfStarting;
import dev.daemonspring.supervisor.WorkerSpecification.StallAction;

/**
 * Settles what the supervisor keeps, out of what the workers' authors declared and what
 * was configured. A worker's own property wins over its declaration, that over the
 * property for all workers, and that over the built-in default.
 */
final class WorkerSpecifications {

	private static final Log logger = LogFactory.getLog(WorkerSpecifications.class);

	private static final Duration LONGEST_LOOPTIME = Duration.ofNanos(Long.MAX_VALUE);

	private static final Duration DEFAULT_LOOPTIME = Duration.ofSeconds(1);

	private static final Duration DEFAULT_COMMAND_TIMEOUT = Duration.ofSeconds(30);

	private static final Duration DEFAULT_START_TIMEOUT = Duration.ofMinutes(3);

	private final DaemonProperties properties;

	WorkerSpecifications(DaemonProperties properties) {
		this.properties = properties;
	}

	List<WorkerSpecification> of(Collection<WorkerDefinition> definitions) {
		Map<String, WorkerDefinition> byName = new LinkedHashMap<>();
		for (WorkerDefinition definition : definitions) {
			WorkerDefinition other = byName.putIfAbsent(definition.name(), definition);
			if (other != null) {
				throw new WorkerConfigurationException(
						"Two workers have the name '%s': the beans '%s' and '%s'.".formatted(definition.name(),
								other.beanName(), definition.beanName()),
						"Give one of them another name, for example with @Worker(name = \"%s2\")."
							.formatted(definition.name()));
			}
		}
		List<WorkerSpecification> specifications = new ArrayList<>();
		for (WorkerDefinition definition : byName.values()) {
			Layers layers = layers(definition.name());
			if (layers.get(WorkerProperties::getEnabled, true)) {
				specifications.add(specification(definition, layers));
			}
		}
		new SharedProcesses(specifications).check();
		return specifications;
	}

	/**
	 * Warn of what was configured for nobody.
	 * @param definitions all workers
	 * @param keys the keys of the environment
	 */
	void warnOfUnknownWorkers(Collection<WorkerDefinition> definitions, ConfiguredKeys keys) {
		keys.warnings().forEach(logger::warn);
		List<String> known = definitions.stream().map(WorkerDefinition::name).toList();
		this.properties.getWorkers()
			.keySet()
			.stream()
			.filter((name) -> known.stream().noneMatch((worker) -> isMeant(worker, name)))
			.forEach((name) -> logger.warn(unknownWorker(name, known)));
	}

	private static String unknownWorker(String name, List<String> known) {
		String nearest = ConfiguredKeys.nearest(name, known);
		return "'daemon.workers.%s' configures a worker that does not exist. ".formatted(name)
				+ ((nearest != null) ? "Did you mean 'daemon.workers.%s'? ".formatted(nearest) : "") + "Known workers: "
				+ known;
	}

	/**
	 * Return whether a name in the configuration is a worker's: a variable of the
	 * environment can write neither capital letters nor punctuation.
	 */
	private static boolean isMeant(String worker, String configured) {
		return ConfiguredKeys.uniform(worker).equals(ConfiguredKeys.uniform(configured));
	}

	private WorkerSpecification specification(WorkerDefinition definition, Layers layers) {
		String name = definition.name();
		Duration looptime = layers.get(WorkerProperties::getLooptime, definition.looptime(), DEFAULT_LOOPTIME);
		if (looptime.isNegative()) {
			throw new WorkerConfigurationException(
					"The worker '%s' has a looptime of %s, which is below zero.".formatted(name, looptime),
					"Set 'daemon.workers.%s.looptime' or 'daemon.defaults.looptime' to zero (no pause) or more."
						.formatted(name));
		}
		if (looptime.compareTo(LONGEST_LOOPTIME) > 0) {
			throw new WorkerConfigurationException(
					"The worker '%s' has a looptime of %s, which is longer than %s (292 years).".formatted(name,
							looptime, LONGEST_LOOPTIME),
					"Set 'daemon.workers.%s.looptime' or 'daemon.defaults.looptime' to less.".formatted(name));
		}
		boolean forever = layers.get(WorkerProperties::getForever, definition.forever(), false);
		WorkerDescription description = new WorkerDescription(name, looptime, forever, definition.commands());
		return new WorkerSpecification(description, definition.beanName(), restartPolicy(layers),
				layers.get(WorkerProperties::getShutdownGrace, this.properties.getShutdown().getGrace()),
				layers.get(WorkerProperties::getCommandTimeout, DEFAULT_COMMAND_TIMEOUT),
				layers.get(WorkerProperties::getStartTimeout, DEFAULT_START_TIMEOUT),
				layers.find(WorkerProperties::getStallTimeout),
				layers.get(WorkerProperties::getStallAction, StallAction.RESTART), limits(name, layers),
				plan(name, layers), process(definition, layers), layers.get(WorkerProperties::getStandby, 0),
				layers.get(WorkerProperties::getDescendants, Descendants.END), selfStarting(name, layers));
	}

	private static SelfStarting selfStarting(String name, Layers layers) {
		Integer connections = layers.find(WorkerProperties::getConnectionPoolSize);
		if (connections != null && connections < 1) {
			throw new WorkerConfigurationException(
					"The worker '%s' has a 'connection-pool-size' of '%d', which is below one.".formatted(name,
							connections),
					"Set 'daemon.workers.%s.connection-pool-size' to one or more, or remove it.".formatted(name));
		}
		return new SelfStarting(connections, layers.get(WorkerProperties::getScheduling, false),
				layers.get(WorkerProperties::getLifecycle, List.of()));
	}

	private static @Nullable String process(WorkerDefinition definition, Layers layers) {
		String process = layers.find(WorkerProperties::getProcess, definition.process());
		if (!StringUtils.hasLength(process)) {
			return null;
		}
		if (!WorkerDefinition.isName(process)) {
			throw new WorkerConfigurationException(
					"The worker '%s' shares the process '%s', which is no name.".formatted(definition.name(), process),
					"Set 'daemon.workers.%s.process' to at most 63 letters, digits, dots, underscores and hyphens that"
						.formatted(definition.name()) + " begin with a letter or a digit.");
		}
		return process;
	}

	private static WorkerLimits limits(String name, Layers layers) {
		DataSize maxMemory = layers.find(WorkerProperties::getMaxMemory);
		Long maxIterations = layers.find(WorkerProperties::getMaxIterations);
		if (maxMemory != null && !WorkerLimits.canLimitMemory()) {
			throw new WorkerConfigurationException(
					"The worker '%s' has a 'max-memory' of %s, and this system does not tell the memory of processes."
						.formatted(name, maxMemory),
					"Remove 'daemon.workers.%s.max-memory'; 'max-heap' limits the heap on every system."
						.formatted(name));
		}
		if (maxIterations != null && maxIterations < 1) {
			throw new WorkerConfigurationException(
					"The worker '%s' has a 'max-iterations' of '%d', which is below one.".formatted(name,
							maxIterations),
					"Set 'daemon.workers.%s.max-iterations' to one or more, or remove it.".formatted(name));
		}
		return new WorkerLimits(maxMemory, maxIterations);
	}

	/**
	 * Settle what a process is started with that is meant for any worker.
	 */
	LaunchPlan standbyPlan() {
		return plan("*", new Layers(this.properties.getDefaults(), this.properties.getDefaults()));
	}

	private static LaunchPlan plan(String name, Layers layers) {
		return new LaunchPlan(layers.get(WorkerProperties::getJvmArgs, List.of()),
				layers.find(WorkerProperties::getMaxHeap), nice(name, layers));
	}

	private static @Nullable Integer nice(String name, Layers layers) {
		Integer nice = layers.find(WorkerProperties::getNice);
		if (nice != null && (nice < -20 || nice > 19)) {
			throw new WorkerConfigurationException(
					"The worker '%s' has a niceness of '%d', which is not between -20 and 19.".formatted(name, nice),
					"Set 'daemon.workers.%s.nice' to a number from -20 (favoured) to 19 (last).".formatted(name));
		}
		return nice;
	}

	private static RestartPolicy restartPolicy(Layers layers) {
		RestartPolicy fallback = RestartPolicy.DEFAULT;
		return new RestartPolicy(layers.get((worker) -> worker.getRestart().getInitialDelay(), fallback.initialDelay()),
				layers.get((worker) -> worker.getRestart().getMultiplier(), fallback.multiplier()),
				layers.get((worker) -> worker.getRestart().getMaxDelay(), fallback.maxDelay()),
				layers.get((worker) -> worker.getRestart().getResetAfter(), fallback.resetAfter()),
				layers.find((worker) -> worker.getRestart().getMaxRestarts()),
				layers.get((worker) -> worker.getRestart().getWithin(), fallback.within()));
	}

	private Layers layers(String name) {
		return new Layers(own(name), this.properties.getDefaults());
	}

	private WorkerProperties own(String name) {
		Map<String, WorkerProperties> workers = this.properties.getWorkers();
		WorkerProperties own = workers.get(name);
		if (own != null) {
			return own;
		}
		return workers.entrySet()
			.stream()
			.filter((entry) -> isMeant(name, entry.getKey()))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElseGet(WorkerProperties::new);
	}

	/**
	 * The two layers of configuration.
	 */
	private record Layers(WorkerProperties own, WorkerProperties defaults) {

		<T> T get(Function<WorkerProperties, @Nullable T> property, T fallback) {
			return get(property, null, fallback);
		}

		<T> T get(Function<WorkerProperties, @Nullable T> property, @Nullable T declared, T fallback) {
			T value = find(property, declared);
			return (value != null) ? value : fallback;
		}

		<T> @Nullable T find(Function<WorkerProperties, @Nullable T> property) {
			return find(property, null);
		}

		<T> @Nullable T find(Function<WorkerProperties, @Nullable T> property, @Nullable T declared) {
			T value = property.apply(this.own);
			value = (value != null) ? value : declared;
			return (value != null) ? value : property.apply(this.defaults);
		}

	}

}
