package dev.daemonspring.supervisor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

import dev.daemonspring.policy.InstanceCounts;
import dev.daemonspring.policy.RestartPolicy;
import dev.daemonspring.policy.WorkerLimits;
import dev.daemonspring.process.Footprint;
import dev.daemonspring.process.LaunchPlan;
import dev.daemonspring.process.WorkerConfigurationException;
import dev.daemonspring.protocol.Rhythm;
import dev.daemonspring.supervisor.WorkerSpecification.Descendants;
import dev.daemonspring.supervisor.WorkerSpecification.SelfStarting;
import dev.daemonspring.supervisor.WorkerSpecification.StallAction;
import dev.daemonspring.supervisor.WorkerSpecification.StandbyDepth;

/**
 * Settles what the supervisor keeps, out of what the workers' authors declared and what
 * was configured.
 */
public final class WorkerSpecifications {

	private static final Duration DEFAULT_COMMAND_TIMEOUT = Duration.ofSeconds(30);

	private static final Duration DEFAULT_START_TIMEOUT = Duration.ofMinutes(3);

	private final Map<String, WorkerSettings> workers;

	private final WorkerSettings defaults;

	private final Duration grace;

	/**
	 * Create specifications.
	 * @param workers what is configured for single workers, by their names
	 * @param defaults what is configured for all workers
	 * @param grace how long a worker may take to end for which nothing else is configured
	 */
	public WorkerSpecifications(Map<String, ? extends WorkerSettings> workers, WorkerSettings defaults,
			Duration grace) {
		this.workers = new LinkedHashMap<>(workers);
		this.defaults = defaults;
		this.grace = grace;
	}

	/**
	 * Settle how workers are kept.
	 * @param definitions the workers as their authors declared them
	 * @return the specifications of those that are enabled
	 * @throws WorkerConfigurationException when what is declared or configured can't work
	 */
	public List<WorkerSpecification> of(Collection<WorkerDefinition> definitions) {
		requireUniqueNames(definitions);
		new WorkerSettingsCheck("daemon.defaults").check(this.defaults);
		List<WorkerSpecification> specifications = new ArrayList<>();
		for (WorkerDefinition definition : definitions) {
			LayeredSettings layers = new LayeredSettings(own(definition), this.defaults);
			if (layers.get(WorkerSettings::getEnabled, true)) {
				specifications.add(specification(definition, layers));
			}
		}
		new SharedProcesses(specifications).check();
		return specifications;
	}

	private static void requireUniqueNames(Collection<WorkerDefinition> definitions) {
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
	}

	/**
	 * Find what is configured for a worker, in its exact name before others that mean it.
	 */
	private @Nullable WorkerSettings own(WorkerDefinition definition) {
		String key = key(definition);
		WorkerSettings own = this.workers.get(key);
		if (own != null) {
			new WorkerSettingsCheck("daemon.workers." + key).check(own);
		}
		return own;
	}

	private @Nullable String key(WorkerDefinition definition) {
		return this.workers.containsKey(definition.name()) ? definition.name()
				: this.workers.keySet().stream().filter(definition::isMeantBy).findFirst().orElse(null);
	}

	private Rhythm rhythm(WorkerDefinition definition, LayeredSettings layers) {
		List<RhythmLayer> own = new ArrayList<>();
		if (layers.own() != null) {
			own.add(RhythmLayer.of("daemon.workers." + key(definition), layers.own()));
		}
		own.add(definition.rhythm());
		return new RhythmSettings(own, RhythmLayer.of("daemon.defaults", this.defaults)).settle();
	}

	private WorkerSpecification specification(WorkerDefinition definition, LayeredSettings layers) {
		Rhythm rhythm = rhythm(definition, layers);
		InstanceCounts instances = new InstanceSettings(definition, layers).settle();
		WorkerDescription description = new WorkerDescription(definition.name(), rhythm.looptime(),
				layers.get(WorkerSettings::getForever, definition.forever(), false), definition.commands(),
				instances.configured(), instances.most());
		return new WorkerSpecification(description, definition.beanName(), rhythm, restartPolicy(layers),
				layers.get(WorkerSettings::getShutdownGrace, this.grace),
				layers.get(WorkerSettings::getCommandTimeout, DEFAULT_COMMAND_TIMEOUT),
				layers.get(WorkerSettings::getStartTimeout, DEFAULT_START_TIMEOUT),
				layers.find(WorkerSettings::getStallTimeout),
				layers.get(WorkerSettings::getStallAction, StallAction.RESTART),
				new WorkerLimits(layers.find(WorkerSettings::getMaxMemory),
						layers.find(WorkerSettings::getMaxIterations)),
				plan(layers), process(definition, layers), instances, layers.get(WorkerSettings::getStandby, 0),
				standbyDepth(definition, layers, instances),
				layers.get(WorkerSettings::getDescendants, Descendants.END), selfStarting(layers),
				layers.get(WorkerSettings::getCluster, definition.cluster(), false));
	}

	private static SelfStarting selfStarting(LayeredSettings layers) {
		return new SelfStarting(layers.find(WorkerSettings::getConnectionPoolSize),
				layers.get(WorkerSettings::getScheduling, false), layers.get(WorkerSettings::getLifecycle, List.of()));
	}

	private static @Nullable String process(WorkerDefinition definition, LayeredSettings layers) {
		String process = layers.find(WorkerSettings::getProcess, definition.process());
		return StringUtils.hasLength(process) ? process : null;
	}

	/**
	 * What is said of all workers holds for those that it can hold for.
	 */
	private StandbyDepth standbyDepth(WorkerDefinition definition, LayeredSettings layers, InstanceCounts instances) {
		StandbyDepth depth = layers.get(WorkerSettings::getStandbyDepth, StandbyDepth.CONTEXT);
		String process = process(definition, layers);
		if (depth != StandbyDepth.BEANS || (process == null && !instances.areIndexed())) {
			return depth;
		}
		if (layers.own() != null && layers.own().getStandbyDepth() == StandbyDepth.BEANS) {
			String property = "daemon.workers." + key(definition) + ".standby-depth";
			throw new InvalidPropertyException(property,
					"'%s' is 'beans', but the worker '%s' %s.".formatted(property, definition.name(),
							(process != null) ? "shares the process '" + process + "' with others"
									: "can have " + instances.most() + " instances"),
					"Give the worker a process of its own and a single instance, or remove '%s'.".formatted(property));
		}
		return StandbyDepth.CONTEXT;
	}

	/**
	 * Return what a process is started with that is meant for any worker.
	 * @return the plan
	 */
	public LaunchPlan standbyPlan() {
		return plan(new LayeredSettings(null, this.defaults));
	}

	private static LaunchPlan plan(LayeredSettings layers) {
		return new LaunchPlan(layers.get(WorkerSettings::getJvmArgs, List.of()),
				layers.find(WorkerSettings::getMaxHeap), layers.find(WorkerSettings::getNice),
				layers.get(WorkerSettings::getFootprint, Footprint.NORMAL));
	}

	private static RestartPolicy restartPolicy(LayeredSettings layers) {
		RestartPolicy fallback = RestartPolicy.DEFAULT;
		return new RestartPolicy(layers.get(restart(RestartSettings::getInitialDelay), fallback.initialDelay()),
				layers.get(restart(RestartSettings::getMultiplier), fallback.multiplier()),
				layers.get(restart(RestartSettings::getMaxDelay), fallback.maxDelay()),
				layers.get(restart(RestartSettings::getResetAfter), fallback.resetAfter()),
				layers.find(restart(RestartSettings::getMaxRestarts)),
				layers.get(restart(RestartSettings::getWithin), fallback.within()));
	}

	private static <T> Function<WorkerSettings, @Nullable T> restart(
			Function<RestartSettings, @Nullable T> restartSetting) {
		return (settings) -> restartSetting.apply(settings.getRestart());
	}

}
