package dev.daemonspring.cluster.kubernetes;

import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the API server. Every method throws when the server does not answer,
 * or answers anything else than what is described. Thread-safe.
 */
final class LeaseApi {

	/**
	 * While one request has no answer another is tried, and a late answer still counts.
	 */
	private static final int ATTEMPTS = 2;

	/**
	 * As old as the server has it at hand. Whoever acts on it says which version was
	 * seen, and is refused when that is old.
	 */
	private static final String ANY_VERSION = "0";

	private final NamespacedKubernetesClient client;

	private final String namespace;

	private final RequestConfig request;

	/**
	 * Create the API.
	 * @param client the application's client
	 * @param namespace the namespace of the leases
	 * @param operationTimeout how long a request may take before another is tried
	 */
	LeaseApi(KubernetesClient client, String namespace, Duration operationTimeout) {
		this.client = client.adapt(NamespacedKubernetesClient.class);
		this.namespace = namespace;
		// The client's own attempts would hide from us which of them was answered
		this.request = new RequestConfigBuilder()
			.withRequestTimeout((int) Math.min(Integer.MAX_VALUE, operationTimeout.multipliedBy(ATTEMPTS).toMillis()))
			.withRequestRetryBackoffLimit(0)
			.build();
	}

	String namespace() {
		return this.namespace;
	}

	/**
	 * Return an object, or {@code null} if there is none of that name.
	 */
	@Nullable Lease get(String name) {
		return call((api) -> api.leases().inNamespace(this.namespace).withName(name).get());
	}

	List<Lease> list(String label, String value) {
		ListOptions options = new ListOptionsBuilder().withLabelSelector(label + "=" + value)
			.withResourceVersion(ANY_VERSION)
			.build();
		return call((api) -> api.leases().inNamespace(this.namespace).list(options).getItems());
	}

	/**
	 * Create an object.
	 * @return the object, or {@code null} if there is one of that name
	 */
	@Nullable Lease create(Lease lease) {
		return unless(Set.of(HttpURLConnection.HTTP_CONFLICT),
				(api) -> api.leases().inNamespace(this.namespace).resource(lease).create());
	}

	/**
	 * Replace the version of an object that was read before.
	 * @return the object, or {@code null} if it has another version, or is gone
	 */
	@Nullable Lease replace(Lease lease) {
		return unless(Set.of(HttpURLConnection.HTTP_CONFLICT, HttpURLConnection.HTTP_NOT_FOUND),
				(api) -> api.leases().inNamespace(this.namespace).resource(lease).update());
	}

	private @Nullable Lease unless(Set<Integer> codes, Function<NamespacedKubernetesClient, Lease> operation) {
		try {
			return call(operation);
		}
		catch (KubernetesClientException ex) {
			if (codes.contains(ex.getCode())) {
				return null;
			}
			throw ex;
		}
	}

	private <T extends @Nullable Object> T call(Function<NamespacedKubernetesClient, T> operation) {
		return this.client.withRequestConfig(this.request).call(operation::apply);
	}

}
