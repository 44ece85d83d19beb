package dev.daemonspring.cluster.kubernetes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.daemonspring.cluster.ClusterSettings;
import dev.daemonspring.cluster.LeaseKeeper;
import dev.daemonspring.cluster.LeaseNames;
import dev.daemonspring.cluster.LeaseStore;
import dev.daemonspring.policy.LeaseTerms;
import dev.daemonspring.process.WorkerConfigurationException;
import dev.daemonspring.supervisor.LeaseInfo.Standing;
import dev.daemonspring.supervisor.WorkerLease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link KubernetesLeases}: replicas that share a worker by an API server that
 * keeps objects in memory.
 */
@EnableKubernetesMockClient(crud = true, https = false)
@ExtendWith(OutputCaptureExtension.class)
class KubernetesLeasesTests {

	private static final LeaseTerms TERMS = new LeaseTerms(Duration.ofSeconds(2), Duration.ofMillis(400),
			Duration.ofMillis(400), Duration.ofMillis(400));

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private static final LeaseNames NAMES = new LeaseNames("shop");

	KubernetesClient client;

	KubernetesMockServer server;

	private final List<LeaseKeeper> keepers = new ArrayList<>();

	private final Queue<String> news = new ConcurrentLinkedQueue<>();

	@AfterEach
	void close() {
		this.keepers.forEach(LeaseKeeper::close);
	}

	@Test
	void shutdownHandsOverAtOnceAndWithAGreaterToken() {
		WorkerLease first = start("a");
		first.want(true, false);
		await().until(first::mayRun);
		WorkerLease second = start("b");
		second.want(true, false);
		await().until(() -> "a".equals(second.info().holder()));
		assertThat(second.info().standing()).isEqualTo(Standing.WAITING);
		long token = first.token().orElseThrow();
		this.keepers.get(0).close();
		assertThat(leases()).filteredOn((lease) -> LeaseObjects.name(lease).equals("shop:copy"))
			.singleElement()
			.satisfies((lease) -> assertThat(lease.getSpec().getHolderIdentity()).isNotEqualTo("a"));
		await().until(second::mayRun);
		assertThat(second.token().orElseThrow()).isGreaterThan(token);
	}

	@Test
	void leaseThatNobodyRenewsIsTakenOver() {
		// A daemon that was killed does nothing any more
		LeaseStore dead = patientStore("dead");
		assertThat(dead.acquire("shop:copy", TERMS.lease())).isNotNull();
		WorkerLease lease = start("b");
		lease.want(true, false);
		await().until(lease::mayRun);
		assertThat(lease.token()).hasValue(2);
	}

	@Test
	void leaseWhenTheServerIsAwayIsOverInTime() {
		WorkerLease lease = start("a");
		lease.want(true, false);
		await().until(lease::mayRun);
		lease.want(true, true);
		this.server.shutdown();
		await().until(() -> !lease.mayRun());
		assertThat(lease.isOver()).as("when the worker is asked to end").isFalse();
		await().until(lease::isOver);
		assertThat(lease.info().standing()).isEqualTo(Standing.UNREACHABLE);
		assertThat(this.news).anyMatch((message) -> message.contains("does not answer"));
	}

	@Test
	void storeIsInTheGivenNamespaceOrInThatOfTheClient() {
		patientStore("a").acquire("shop:copy", TERMS.lease());
		assertThat(this.client.leases().inNamespace(this.client.getNamespace()).withName("shop.copy").get())
			.isNotNull();
		KubernetesLeases.of(List.of("client"), this.client, "locks", "workers-", NAMES, "a", PATIENCE)
			.acquire("shop:copy", TERMS.lease());
		assertThat(this.client.leases().inNamespace("locks").withName("workers-shop.copy").get()).isNotNull();
	}

	@Test
	void connectionOfAllRequestsThatMayDieIsWarnedOf(CapturedOutput output) {
		store("a");
		assertThat(output).doesNotContain("HTTP/2");
		open(clientOfAnotherKind(true));
		assertThat(output).doesNotContain("HTTP/2");
		open(clientOfAnotherKind(false));
		assertThat(output).contains("over one HTTP/2 connection").contains("'http2.disable'");
	}

	private static KubernetesClient clientOfAnotherKind(boolean http2Disable) {
		KubernetesClient other = mock();
		given(other.getHttpClient()).willReturn(mock());
		given(other.getConfiguration())
			.willReturn(new ConfigBuilder(Config.empty()).withHttp2Disable(http2Disable).build());
		given(other.adapt(NamespacedKubernetesClient.class)).willReturn(mock());
		return other;
	}

	private static void open(KubernetesClient other) {
		KubernetesLeases.of(List.of("other"), other, "locks", "", NAMES, "a", TERMS.operationTimeout());
	}

	@Test
	void clientsOfWhichNoneIsPrimaryAreRefused() {
		assertThatExceptionOfType(WorkerConfigurationException.class)
			.isThrownBy(() -> KubernetesLeases.of(List.of("one", "other"), null, null, "", NAMES, "a",
					TERMS.operationTimeout()))
			.withMessageContaining("[one, other]");
	}

	private List<Lease> leases() {
		return this.client.leases().inNamespace(this.client.getNamespace()).list().getItems();
	}

	private WorkerLease start(String replica) {
		LeaseKeeper keeper = new LeaseKeeper(store(replica),
				new ClusterSettings(NAMES, replica, TERMS, Integer.MAX_VALUE));
		this.keepers.add(keeper);
		WorkerLease lease = keeper.lease("copy", Duration.ofMillis(200));
		keeper.start((worker) -> {
		}, this.news::add);
		return lease;
	}

	private LeaseStore store(String replica) {
		return KubernetesLeases.of(List.of("client"), this.client, null, "", NAMES, replica, TERMS.operationTimeout());
	}

	/**
	 * Return a store for a test that asks only once.
	 */
	private LeaseStore patientStore(String replica) {
		return KubernetesLeases.of(List.of("client"), this.client, null, "", NAMES, replica, PATIENCE);
	}

	private static ConditionFactory await() {
		return Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5));
	}

}
