package org.example.counting;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import org.example.testsupport.JavaProcess;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.Transferable;

/**
 * Leases in Kubernetes: a real API server and its etcd. The replicas may do there what
 * the documentation says that they need, and nothing else.
 */
final class KubernetesStorage extends LeaseStorage {

	private static final int PORT = 6443;

	private static final String NAMESPACE = "default";

	private static final String ROLE = "counting-workers";

	private static final String USER = "counting";

	private static final String USER_TOKEN = "token-of-the-replicas";

	private static final String ADMINISTRATOR_TOKEN = "token-of-the-test";

	private static final String TOKENS = """
			%s,admin,1,system:masters
			%s,%s,2
			""".formatted(ADMINISTRATOR_TOKEN, USER_TOKEN, USER);

	/**
	 * The server is started again when it is killed. It keeps nothing itself.
	 */
	private static final String SERVER = """
			etcd --data-dir /tmp/etcd --log-level error &
			openssl genrsa -out /tmp/accounts.key 2048
			while true; do
				kube-apiserver --etcd-servers http://127.0.0.1:2379 --secure-port %d --cert-dir /tmp/certificates \\
					--authorization-mode RBAC --token-auth-file /tmp/tokens.csv \\
					--service-account-issuer https://kubernetes.default.svc \\
					--service-account-key-file /tmp/accounts.key --service-account-signing-key-file /tmp/accounts.key \\
					--service-cluster-ip-range 10.0.0.0/24 --disable-admission-plugins ServiceAccount
			done
			""".formatted(PORT);

	private final GenericContainer<?> server;

	KubernetesStorage(GenericContainer<?> server) {
		super(server, PORT);
		this.server = server;
	}

	/**
	 * Return a server that is not started.
	 * @param image an image with {@code kube-apiserver}, {@code etcd} and {@code openssl}
	 */
	static GenericContainer<?> server(String image) {
		return new GenericContainer<>(image).withCopyToContainer(Transferable.of(TOKENS), "/tmp/tokens.csv")
			.withCommand("sh", "-c", SERVER)
			.withExposedPorts(PORT);
	}

	@Override
	Set<Fault> faults() {
		// The server has no way to end a connection; a network that loses them has
		return EnumSet.complementOf(EnumSet.of(Fault.CUT_CONNECTIONS));
	}

	@Override
	List<String> arguments(int networkPort) {
		return List.of("--counting.store=kubernetes",
				"--spring.autoconfigure.exclude=org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration,"
						+ RedisStorage.AUTO_CONFIGURATIONS,
				"--counting.kubernetes.url=https://127.0.0.1:" + networkPort,
				"--counting.kubernetes.token=" + USER_TOKEN, "--daemon.cluster.kubernetes.namespace=" + NAMESPACE);
	}

	@Override
	void cutConnections() {
		throw new UnsupportedOperationException();
	}

	@Override
	void restart() throws Exception {
		run("pkill", "-KILL", "kube-apiserver");
	}

	@Override
	void clear() {
		try (KubernetesClient client = client()) {
			JavaProcess.await().ignoreExceptions().until(() -> {
				allow(client);
				return true;
			});
			client.leases().inNamespace(NAMESPACE).delete();
		}
	}

	private KubernetesClient client() {
		return new KubernetesClientBuilder()
			.withConfig(new ConfigBuilder()
				.withMasterUrl("https://%s:%d".formatted(this.server.getHost(), this.server.getMappedPort(PORT)))
				.withOauthToken(ADMINISTRATOR_TOKEN)
				.withTrustCerts(true)
				.withDisableHostnameVerification(true)
				.build())
			.build();
	}

	/**
	 * Allow the replicas what docs/cluster.md names.
	 */
	private static void allow(KubernetesClient client) {
		client.rbac()
			.roles()
			.inNamespace(NAMESPACE)
			.resource(new RoleBuilder().withNewMetadata()
				.withName(ROLE)
				.endMetadata()
				.addNewRule()
				.withApiGroups("coordination.k8s.io")
				.withResources("leases")
				.withVerbs("get", "list", "create", "update")
				.endRule()
				.build())
			.serverSideApply();
		client.rbac()
			.roleBindings()
			.inNamespace(NAMESPACE)
			.resource(new RoleBindingBuilder().withNewMetadata()
				.withName(ROLE)
				.endMetadata()
				.withNewRoleRef("rbac.authorization.k8s.io", "Role", ROLE)
				.addNewSubject("rbac.authorization.k8s.io", "User", USER, null)
				.build())
			.serverSideApply();
	}

}
