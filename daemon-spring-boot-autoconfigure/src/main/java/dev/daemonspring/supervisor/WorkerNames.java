package dev.daemonspring.supervisor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.protocol.InstanceName;

/**
 * The names of workers and of their instances, and what is meant by them: by
 * {@code handyman} all instances of the worker, by {@code handyman#1} one. Thread-safe.
 */
final class WorkerNames {

	private final Map<String, WorkerSpecification> specifications = new TreeMap<>();

	private final Function<WorkerSpecification, @Nullable WorkerGroup> groups;

	/**
	 * Create the names.
	 * @param specifications the workers
	 * @param groups finds the instances of a worker, or {@code null} while it is not
	 * supervised
	 */
	WorkerNames(Collection<WorkerSpecification> specifications,
			Function<WorkerSpecification, @Nullable WorkerGroup> groups) {
		specifications.forEach((specification) -> this.specifications.put(specification.name(), specification));
		this.groups = groups;
	}

	/**
	 * Return all workers in the order of their names.
	 */
	Collection<WorkerSpecification> workers() {
		return this.specifications.values();
	}

	/**
	 * Return the names of all instances, also of those that are leaving, in the order of
	 * the workers' names and of the indices.
	 */
	List<String> all() {
		List<String> names = new ArrayList<>();
		this.specifications.values().forEach((specification) -> names.addAll(present(specification)));
		return names;
	}

	/**
	 * Return the names of the instances that are meant by a name, without those that are
	 * leaving unless it is the name of one.
	 * @throws UnknownWorkerException if it means none
	 */
	List<String> meantBy(String name) {
		WorkerSpecification specification = specification(name);
		if (!specification.name().equals(name) || !specification.instances().areIndexed()) {
			return List.of(name);
		}
		return named(specification, instances(specification));
	}

	/**
	 * Return the name of the one instance that is meant by a name.
	 * @throws UnknownWorkerException if it means none
	 * @throws AmbiguousWorkerException if it means several
	 */
	String single(String name) {
		List<String> meant = meantBy(name);
		if (meant.size() > 1) {
			throw new AmbiguousWorkerException(name, meant);
		}
		return meant.get(0);
	}

	/**
	 * Return the worker that is meant by its name, or by that of an instance.
	 * @throws UnknownWorkerException if it means none
	 */
	WorkerSpecification specification(String name) {
		WorkerSpecification specification = this.specifications.get(name);
		if (specification != null) {
			return specification;
		}
		InstanceName instance = InstanceName.of(name);
		specification = this.specifications.get(instance.worker());
		if (specification == null || instance.index() == null || !specification.instances().areIndexed()) {
			throw new UnknownWorkerException(name, List.copyOf(this.specifications.keySet()));
		}
		List<String> present = present(specification);
		if (!present.contains(name)) {
			throw new UnknownWorkerException(name, present);
		}
		return specification;
	}

	/**
	 * Return how many instances of a worker are wanted.
	 */
	int instances(WorkerSpecification specification) {
		WorkerGroup group = this.groups.apply(specification);
		return (group != null) ? group.wanted() : specification.instances().configured();
	}

	private List<String> present(WorkerSpecification specification) {
		WorkerGroup group = this.groups.apply(specification);
		return (group != null) ? group.present().stream().map(ManagedWorker::name).toList()
				: named(specification, specification.instances().configured());
	}

	private static List<String> named(WorkerSpecification specification, int instances) {
		List<String> names = new ArrayList<>();
		for (int index = 0; index < instances; index++) {
			names.add(specification.instance(index));
		}
		return names;
	}

}
