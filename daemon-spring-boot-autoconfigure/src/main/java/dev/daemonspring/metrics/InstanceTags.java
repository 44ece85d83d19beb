package dev.daemonspring.metrics;

import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import org.jspecify.annotations.Nullable;

import dev.daemonspring.supervisor.WorkerDefinition;

/**
 * The tags that tell whose meter it is: the worker and, where it can have more than one
 * instance, the index. Not {@code instance}, which is Prometheus's own.
 */
final class InstanceTags {

	static final String WORKER = "worker";

	static final String INDEX = "worker.index";

	private InstanceTags() {
	}

	/**
	 * Return the tags of an instance.
	 * @param instance the name of the instance, or of a worker that has only one
	 */
	static Tags of(String instance) {
		String worker = WorkerDefinition.workerOf(instance);
		String index = index(instance);
		return (index != null) ? Tags.of(WORKER, worker, INDEX, index) : Tags.of(Tag.of(WORKER, worker));
	}

	/**
	 * Return the index in the name of an instance, or {@code null} if it has none.
	 */
	static @Nullable String index(String instance) {
		String worker = WorkerDefinition.workerOf(instance);
		return (worker.length() < instance.length()) ? instance.substring(worker.length() + 1) : null;
	}

}
