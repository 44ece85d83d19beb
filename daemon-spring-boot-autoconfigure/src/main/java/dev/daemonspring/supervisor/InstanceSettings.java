package dev.daemonspring.supervisor;

import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

import dev.daemonspring.policy.InstanceCounts;
import dev.daemonspring.policy.ScaleLimits;
import dev.daemonspring.process.WorkerConfigurationException;

/**
 * How many instances a worker has, as its author declared it and as it is configured. An
 * author, or a configuration, that names no largest number has not said that the worker
 * can be more than it is: nobody can then make it more by an order.
 */
final class InstanceSettings {

	private final WorkerDefinition definition;

	private final LayeredSettings layers;

	InstanceSettings(WorkerDefinition definition, LayeredSettings layers) {
		this.definition = definition;
		this.layers = layers;
	}

	/**
	 * Check what is declared.
	 * @throws WorkerConfigurationException when it can't be
	 */
	static void check(String worker, String beanName, @Nullable Integer instances, @Nullable Integer maxInstances) {
		check(worker, beanName, "instances", instances);
		check(worker, beanName, "maxInstances", maxInstances);
	}

	private static void check(String worker, String beanName, String attribute, @Nullable Integer number) {
		if (number != null && (number < 1 || number > InstanceCounts.LIMIT)) {
			throw new WorkerConfigurationException(
					"The worker '%s' (bean '%s') has '%s' set to %d, but it must be between 1 and %d.".formatted(worker,
							beanName, attribute, number, InstanceCounts.LIMIT),
					"Set '%s' in its @Worker annotation or WorkerRegistration to such a number.".formatted(attribute));
		}
	}

	/**
	 * Settle how many instances there are.
	 * @throws WorkerConfigurationException when what is declared and configured can't be
	 */
	InstanceCounts settle() {
		int instances = this.layers.get(WorkerSettings::getInstances, this.definition.instances(), 1);
		Integer declared = this.layers.find(WorkerSettings::getMaxInstances, this.definition.maxInstances());
		int most = (declared != null) ? declared : instances;
		String worker = this.definition.name();
		if (instances > most) {
			throw new WorkerConfigurationException(
					"The worker '%s' (bean '%s') has %d instances, more than its 'max-instances' of %d."
						.formatted(worker, this.definition.beanName(), instances, most),
					"Set 'daemon.workers.%s.max-instances' to %d or more, or remove it.".formatted(worker, instances));
		}
		String process = this.layers.find(WorkerSettings::getProcess, this.definition.process());
		if (most > 1 && StringUtils.hasLength(process)) {
			throw new WorkerConfigurationException(
					("The worker '%s' (bean '%s') can have %d instances and shares the process '%s'. In one process they"
							+ " would be one bean.")
						.formatted(worker, this.definition.beanName(), most, process),
					"Remove 'process' of the worker, so that each instance has a process of its own, or 'instances' and"
							+ " 'max-instances'.");
		}
		return new InstanceCounts(instances, most, scaling(most));
	}

	private ScaleLimits scaling(int most) {
		int min = this.layers.get((settings) -> settings.getScale().getMin(), 1);
		int max = this.layers.get((settings) -> settings.getScale().getMax(), most);
		if (min > max || max > most) {
			String worker = this.definition.name();
			throw new WorkerConfigurationException(
					"The worker '%s' (bean '%s') has 'scale.min' of %d and 'scale.max' of %d, which is not in order up to its 'max-instances' of %d."
						.formatted(worker, this.definition.beanName(), min, max, most),
					"Set 'daemon.workers.%s.scale.min', '.scale.max' and '.max-instances' in ascending order."
						.formatted(worker));
		}
		return new ScaleLimits(min, max,
				this.layers.get((settings) -> settings.getScale().getCoolDown(), ScaleLimits.DEFAULT_COOL_DOWN));
	}

}
