package dev.daemonspring.cluster.kubernetes;

import java.time.Duration;
import java.util.Collection;

import io.fabric8.kubernetes.client.KubernetesClient;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

import dev.daemonspring.cluster.LeaseNames;
import dev.daemonspring.cluster.LeaseStore;
import dev.daemonspring.process.WorkerConfigurationException;

/**
 * Makes a store of leases from the {@link KubernetesClient} that an application has.
 */
public final class KubernetesLeases {

	private static final String DEFAULT_NAMESPACE = "default";

	private KubernetesLeases() {
	}

	/**
	 * Return the store.
	 * @param beanNames the names of all beans that are clients
	 * @param client the bean to take, or {@code null} if there are several
	 * @param namespace the namespace of the leases, or {@code null} for the client's
	 * @param namePrefix how the names of the objects begin
	 * @param names the names of the leases
	 * @param replica the name of this replica
	 * @param operationTimeout how long a request may take before another is tried
	 * @return the store
	 * @throws WorkerConfigurationException when there are several clients, or the names
	 * would be none of Kubernetes
	 */
	public static LeaseStore of(Collection<String> beanNames, @Nullable KubernetesClient client,
			@Nullable String namespace, String namePrefix, LeaseNames names, String replica,
			Duration operationTimeout) {
		if (client == null) {
			throw new WorkerConfigurationException(
					"Workers of the cluster need one KubernetesClient, and there are several: the beans %s."
						.formatted(beanNames),
					"Mark the one that keeps the leases of the workers as @Primary.");
		}
		String chosen = StringUtils.hasText(namespace) ? namespace : client.getNamespace();
		LeaseApi api = new LeaseApi(client, StringUtils.hasText(chosen) ? chosen : DEFAULT_NAMESPACE, operationTimeout);
		return new KubernetesLeaseStore(api, new ObjectNames(namePrefix, names.prefix()), replica, System::nanoTime);
	}

}
