package dev.daemonspring.supervisor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.daemonspring.process.LaunchPlan;
import dev.daemonspring.process.WorkerConfigurationException;

/**
 * The processes that workers share, checked: who shares one must agree on what it is
 * started with, and nobody else may bear its name.
 */
final class SharedProcesses {

	private final Map<String, WorkerSpecification> workers = new LinkedHashMap<>();

	private final Map<String, List<WorkerSpecification>> sharers = new LinkedHashMap<>();

	SharedProcesses(Collection<WorkerSpecification> specifications) {
		for (WorkerSpecification specification : specifications) {
			this.workers.put(specification.name(), specification);
			String process = specification.process();
			if (process != null) {
				this.sharers.computeIfAbsent(process, (name) -> new ArrayList<>()).add(specification);
			}
		}
	}

	/**
	 * Check the processes.
	 * @throws WorkerConfigurationException when one can't be
	 */
	void check() {
		this.sharers.forEach(this::check);
	}

	/**
	 * Return what the processes are started with.
	 * @return the plan of each process, in the order of their first workers
	 */
	List<LaunchPlan> plans() {
		List<LaunchPlan> plans = new ArrayList<>();
		for (WorkerSpecification worker : this.workers.values()) {
			String process = worker.process();
			if (process == null) {
				plans.addAll(Collections.nCopies(worker.instances().configured(), worker.plan()));
			}
			else if (this.sharers.getOrDefault(process, List.of()).get(0) == worker) {
				plans.add(worker.plan());
			}
		}
		return plans;
	}

	private void check(String process, List<WorkerSpecification> sharing) {
		WorkerSpecification namesake = this.workers.get(process);
		if (namesake != null && !process.equals(namesake.process())) {
			throw new WorkerConfigurationException(
					"The worker '%s' shares the process '%s', and a worker of that name has another process."
						.formatted(sharing.get(0).name(), process),
					"Give the process another name, or set 'daemon.workers.%s.process' to '%s', too.".formatted(process,
							process));
		}
		WorkerSpecification first = sharing.get(0);
		for (WorkerSpecification other : sharing) {
			if (!other.plan().equals(first.plan())) {
				throw new WorkerConfigurationException(
						"The workers '%s' and '%s' share the process '%s', which would be started with %s and with %s."
							.formatted(first.name(), other.name(), process, first.plan(), other.plan()),
						"Set 'jvm-args', 'max-heap', 'footprint' and 'nice' to the same for all workers of the process, or set them"
								+ " below 'daemon.defaults'.");
			}
			if (other.cluster() != first.cluster()) {
				throw new WorkerConfigurationException(
						"The workers '%s' and '%s' share the process '%s', and only one of them is a worker of the cluster."
							.formatted(first.name(), other.name(), process),
						"Set 'cluster' to the same for all workers of the process, or give them different processes: the"
								+ " end of a lease ends the whole process.");
			}
		}
	}

}
