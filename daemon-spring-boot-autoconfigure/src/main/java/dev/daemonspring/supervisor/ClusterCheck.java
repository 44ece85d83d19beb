package dev.daemonspring.supervisor;

import java.util.Collection;

import dev.daemonspring.process.WorkerConfigurationException;
import dev.daemonspring.supervisor.DaemonSettings.Isolation;

/**
 * A check of whether the replicas of an application can share the workers that are meant
 * to be shared.
 */
public final class ClusterCheck {

	private ClusterCheck() {
	}

	/**
	 * Return whether any worker needs a lease.
	 * @param specifications the workers
	 * @param isolation what parts them from the daemon
	 * @return whether leases are needed
	 * @throws WorkerConfigurationException when nothing could end a worker whose lease is
	 * over
	 */
	public static boolean needsLeases(Collection<WorkerSpecification> specifications, Isolation isolation) {
		boolean needed = false;
		for (WorkerSpecification specification : specifications) {
			if (specification.cluster() && isolation == Isolation.THREAD) {
				throw new WorkerConfigurationException(
						"The worker '%s' is one of the cluster, but 'daemon.isolation' is 'thread'."
							.formatted(specification.name()),
						"Set 'daemon.isolation' to 'process': when a lease is over the worker has to end, and a thread"
								+ " can't be ended. Or set 'daemon.workers.%s.cluster' to 'false', in a test for example."
									.formatted(specification.name()));
			}
			needed |= specification.cluster() && isolation == Isolation.PROCESS;
		}
		return needed;
	}

	/**
	 * Return the failure of an application that has no store of leases.
	 * @param specifications the workers
	 * @return the exception to throw
	 */
	public static WorkerConfigurationException noStore(Collection<WorkerSpecification> specifications) {
		String name = specifications.stream()
			.filter(WorkerSpecification::cluster)
			.map(WorkerSpecification::name)
			.findFirst()
			.orElseThrow();
		return new WorkerConfigurationException(
				"The worker '%s' is one of the cluster, but there is no store that could keep its lease."
					.formatted(name),
				("Add 'net.javacrumbs.shedlock:shedlock-provider-jdbc-template' and define a LockProvider bean, or, on"
						+ " Kubernetes, 'io.fabric8:kubernetes-client' and a KubernetesClient bean, as docs/cluster.md"
						+ " shows; 'daemon.cluster.store' must not name the one that is missing. Or set"
						+ " 'daemon.workers.%s.cluster' to 'false'.")
					.formatted(name));
	}

}
