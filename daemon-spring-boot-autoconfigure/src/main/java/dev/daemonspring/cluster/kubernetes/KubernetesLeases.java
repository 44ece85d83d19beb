package dev.daemonspring.cluster.kubernetes;

import java.time.Duration;
import java.util.Collection;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpClient;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

import dev.daemonspring.cluster.LeaseNames;
import dev.daemonspring.cluster.LeaseStore;
import dev.daemonspring.process.WorkerConfigurationException;

/**
 * Makes a store of leases from the {@link KubernetesClient} that an application has.
 */
public final class KubernetesLeases {

	private static final Log logger = LogFactory.getLog(KubernetesLeases.class);

	private static final String DEFAULT_NAMESPACE = "default";

	/**
	 * The client's usual one, which gives up a connection on which a request had no
	 * answer.
	 */
	private static final String VERTX = "vertx";

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
		warnOfSharedConnection(client);
		String chosen = StringUtils.hasText(namespace) ? namespace : client.getNamespace();
		LeaseApi api = new LeaseApi(client, StringUtils.hasText(chosen) ? chosen : DEFAULT_NAMESPACE, operationTimeout);
		return new KubernetesLeaseStore(api, new ObjectNames(namePrefix, names.prefix()), replica, System::nanoTime);
	}

	/**
	 * All requests share a connection of HTTP/2, and go on to when it is dead.
	 */
	private static void warnOfSharedConnection(KubernetesClient client) {
		HttpClient http = client.getHttpClient();
		Config config = client.getConfiguration();
		if (http == null || config == null || config.isHttp2Disable()) {
			return;
		}
		String name = http.getClass().getName();
		if (!name.contains(VERTX)) {
			logger
				.warn(("The KubernetesClient (%s) sends all requests over one HTTP/2 connection. When that dies without"
						+ " a word, as with a server of the control plane, no lease can be renewed for minutes, and no worker"
						+ " of the cluster runs. Set 'http2Disable' in the client's Config, or the system property"
						+ " 'http2.disable' to true.")
					.formatted(name));
		}
	}

}
