package dev.daemonspring.cluster.kubernetes;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.daemonspring.cluster.LeaseEntry;
import dev.daemonspring.cluster.StoredLease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link KubernetesLeaseStore}, with an API server that keeps objects and
 * versions in memory. The replicas have monotonic clocks of their own.
 */
@EnableKubernetesMockClient(crud = true, https = false)
@ExtendWith(OutputCaptureExtension.class)
class KubernetesLeaseStoreTests {

	private static final String NAMESPACE = "shop-production";

	private static final String LEASE = "shop:copy";

	private static final String OBJECT = "shop.copy";

	private static final Duration DURATION = Duration.ofSeconds(15);

	KubernetesClient client;

	KubernetesMockServer server;

	private final AtomicLong clockOfA = new AtomicLong(TimeUnit.DAYS.toNanos(3));

	private final AtomicLong clockOfB = new AtomicLong(-TimeUnit.DAYS.toNanos(7));

	@Test
	void acquireWhenThereIsNoObjectCreatesIt() {
		StoredLease lease = acquired(a());
		assertThat(lease.token()).hasValue(1);
		Lease object = object();
		assertThat(object.getSpec().getHolderIdentity()).isEqualTo("host/1/a");
		assertThat(object.getSpec().getLeaseDurationSeconds()).isEqualTo(15);
		assertThat(object.getSpec().getLeaseTransitions()).isOne();
		assertThat(object.getMetadata().getLabels()).containsEntry(LeaseObjects.GROUP, "shop");
		assertThat(object.getMetadata().getAnnotations()).containsEntry(LeaseObjects.NAME, LEASE);
	}

	@Test
	void acquireWhenAnotherHoldsItIsRefusedUntilItsVersionHasNotChangedForAsLongAsItLasts() {
		StoredLease held = acquired(a());
		KubernetesLeaseStore b = b();
		assertThat(b.acquire(LEASE, DURATION)).isNull();
		pass(this.clockOfB, Duration.ofMillis(14_999));
		assertThat(b.acquire(LEASE, DURATION)).isNull();
		pass(this.clockOfB, Duration.ofMillis(1));
		StoredLease taken = acquired(b);
		assertThat(taken.token()).hasValue(2);
		assertThat(held.renew(DURATION)).isFalse();
		held.release();
		assertThat(object().getSpec().getHolderIdentity()).isEqualTo("host/2/b");
	}

	@Test
	void acquireWhenTheHolderRenewsHasToWaitAgain() {
		StoredLease held = acquired(a());
		KubernetesLeaseStore b = b();
		b.acquire(LEASE, DURATION);
		pass(this.clockOfB, Duration.ofSeconds(14));
		assertThat(held.renew(DURATION)).isTrue();
		b.entries("shop:");
		pass(this.clockOfB, Duration.ofSeconds(14));
		assertThat(b.acquire(LEASE, DURATION)).isNull();
		assertThat(held.token()).hasValue(1);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1970, 2200 })
	void acquireLooksAtNoTimeOfAnotherMachine(int year) {
		acquired(a());
		ZonedDateTime other = ZonedDateTime.of(year, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
		edit((builder) -> builder.editSpec().withRenewTime(other).withAcquireTime(other).endSpec());
		KubernetesLeaseStore b = b();
		assertThat(b.acquire(LEASE, DURATION)).isNull();
		pass(this.clockOfB, DURATION.minusMillis(1));
		assertThat(b.acquire(LEASE, DURATION)).isNull();
		pass(this.clockOfB, Duration.ofMillis(1));
		acquired(b);
	}

	@Test
	void acquireJudgesByTheDurationThatTheHolderHasWritten() {
		KubernetesLeaseStore a = a();
		Objects.requireNonNull(a.acquire(LEASE, Duration.ofMillis(29_001)));
		assertThat(object().getSpec().getLeaseDurationSeconds()).isEqualTo(30);
		KubernetesLeaseStore b = b();
		b.acquire(LEASE, DURATION);
		pass(this.clockOfB, Duration.ofSeconds(29));
		assertThat(b.acquire(LEASE, DURATION)).isNull();
		pass(this.clockOfB, Duration.ofSeconds(1));
		acquired(b);
	}

	@Test
	void acquireWhenTheReplicaItselfHadItBeforeWaitsAsEverybodyDoes() {
		acquired(a());
		KubernetesLeaseStore again = a();
		assertThat(again.acquire(LEASE, DURATION)).isNull();
		pass(this.clockOfA, DURATION);
		assertThat(acquired(again).token()).hasValue(2);
	}

	@Test
	void acquireWhenManyWantItAtOnceIsDoneByOne() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try {
			for (int round = 0; round < 10; round++) {
				String name = "shop:copy-" + round;
				List<Callable<@Nullable StoredLease>> attempts = new ArrayList<>();
				for (int i = 0; i < 8; i++) {
					KubernetesLeaseStore store = store("host/" + i, this.clockOfA);
					attempts.add(() -> store.acquire(name, DURATION));
				}
				int got = 0;
				for (Future<@Nullable StoredLease> attempt : threads.invokeAll(attempts)) {
					got += (attempt.get() != null) ? 1 : 0;
				}
				assertThat(got).as("how many got the lease in round %d", round).isOne();
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	@Test
	void acquireOfWhatWasReleasedIsDoneAtOnce() {
		StoredLease held = acquired(a());
		held.release();
		assertThat(object().getSpec().getHolderIdentity()).isNullOrEmpty();
		assertThat(acquired(b()).token()).hasValue(2);
	}

	@Test
	void acquireOfAnObjectThatSomebodyHasDeletedWaitsUntilItsHolderHasNoticed() {
		StoredLease held = acquired(a());
		KubernetesLeaseStore b = b();
		b.entries("shop:");
		this.client.leases().inNamespace(NAMESPACE).withName(OBJECT).delete();
		assertThat(b.acquire(LEASE, DURATION)).isNull();
		assertThat(held.renew(DURATION)).isFalse();
		pass(this.clockOfB, DURATION);
		acquired(b);
	}

	@Test
	void acquireOfAnObjectOfSomebodyElseIsRefusedLeavesItAndSaysWhy(CapturedOutput output) {
		Lease foreign = new LeaseBuilder().withNewMetadata().withName(OBJECT).endMetadata().build();
		this.client.leases().inNamespace(NAMESPACE).resource(foreign).create();
		KubernetesLeaseStore store = a();
		assertThat(store.acquire(LEASE, DURATION)).isNull();
		assertThat(store.acquire(LEASE, DURATION)).isNull();
		assertThat(object().getSpec()).isNull();
		assertThat(output).containsOnlyOnce("The Lease 'shop.copy' in the namespace 'shop-production'")
			.contains("daemon.cluster.kubernetes.name-prefix");
	}

	@Test
	void renewAfterARequestWhoseAnswerWasLostIsDone() {
		StoredLease held = acquired(a());
		// As if a renewal had been done and its answer had not come
		edit((builder) -> builder.editSpec().withRenewTime(ZonedDateTime.now(ZoneOffset.UTC)).endSpec());
		assertThat(held.renew(DURATION)).isTrue();
		assertThat(held.renew(DURATION)).isTrue();
		edit((builder) -> builder.editMetadata().addToAnnotations("note", "by an operator").endMetadata());
		held.release();
		assertThat(object().getSpec().getHolderIdentity()).isNullOrEmpty();
		assertThat(object().getMetadata().getAnnotations()).containsEntry("note", "by an operator");
	}

	@Test
	void renewWhenTheSameReplicaHasAcquiredItAnewIsRefused() {
		KubernetesLeaseStore a = a();
		StoredLease old = acquired(a);
		pass(this.clockOfA, DURATION);
		StoredLease fresh = acquired(a);
		assertThat(old.renew(DURATION)).isFalse();
		old.release();
		assertThat(fresh.renew(DURATION)).isTrue();
	}

	@Test
	void entriesTellWhoHoldsWhatAndWhenItEndsByTheirOwnClock() {
		KubernetesLeaseStore a = a();
		acquired(a);
		Objects.requireNonNull(a.acquire("shop:send#1", DURATION)).release();
		store("host/9/z", this.clockOfA, "other:").acquire("other:copy", DURATION);
		KubernetesLeaseStore b = b();
		Instant until = entry(b, LEASE).until();
		pass(this.clockOfB, Duration.ofSeconds(4));
		assertThat(b.entries("shop:")).extracting(LeaseEntry::name).containsExactlyInAnyOrder(LEASE, "shop:send#1");
		assertThat(entry(b, LEASE)).isEqualTo(new LeaseEntry(LEASE, "host/1/a", until));
		assertThat(entry(b, "shop:send#1").holder()).isEmpty();
		assertThat(Duration.between(entry(b, "shop:send#1").until(), until)).isEqualTo(DURATION);
	}

	@Test
	void entriesAfterARenewalEndLater() {
		StoredLease held = acquired(a());
		KubernetesLeaseStore b = b();
		Instant until = entry(b, LEASE).until();
		pass(this.clockOfB, Duration.ofSeconds(4));
		held.renew(DURATION);
		assertThat(entry(b, LEASE).until()).isEqualTo(until.plusSeconds(4));
	}

	@Test
	void requestThatTheServerDoesNotAnswerFailsAndIsNotRepeated() {
		StoredLease held = acquired(a());
		String path = "/apis/coordination.k8s.io/v1/namespaces/" + NAMESPACE + "/leases/" + OBJECT;
		this.server.expect().put().withPath(path).andReturn(503, "overloaded").once();
		assertThatExceptionOfType(KubernetesClientException.class).isThrownBy(() -> held.renew(DURATION));
		assertThat(held.renew(DURATION)).isTrue();
	}

	@Test
	void requestWhenTheServerIsAwayFails() {
		StoredLease held = acquired(a());
		this.server.shutdown();
		assertThatExceptionOfType(KubernetesClientException.class).isThrownBy(() -> held.renew(DURATION));
		assertThatExceptionOfType(KubernetesClientException.class).isThrownBy(held::release);
		assertThatExceptionOfType(KubernetesClientException.class).isThrownBy(() -> b().acquire(LEASE, DURATION));
	}

	private LeaseEntry entry(KubernetesLeaseStore store, String name) {
		return store.entries("shop:").stream().filter((entry) -> entry.name().equals(name)).findFirst().orElseThrow();
	}

	private Lease object() {
		return this.client.leases().inNamespace(NAMESPACE).withName(OBJECT).get();
	}

	private void edit(UnaryOperator<LeaseBuilder> change) {
		this.client.leases().inNamespace(NAMESPACE).resource(change.apply(new LeaseBuilder(object())).build()).update();
	}

	private static StoredLease acquired(KubernetesLeaseStore store) {
		return Objects.requireNonNull(store.acquire(LEASE, DURATION));
	}

	private static void pass(AtomicLong clock, Duration time) {
		clock.addAndGet(time.toNanos());
	}

	private KubernetesLeaseStore a() {
		return store("host/1/a", this.clockOfA);
	}

	private KubernetesLeaseStore b() {
		return store("host/2/b", this.clockOfB);
	}

	private KubernetesLeaseStore store(String replica, AtomicLong clock) {
		return store(replica, clock, "shop:");
	}

	private KubernetesLeaseStore store(String replica, AtomicLong clock, String group) {
		LeaseApi api = new LeaseApi(this.client, NAMESPACE, Duration.ofMinutes(1));
		return new KubernetesLeaseStore(api, new ObjectNames("", group), replica, clock::get);
	}

}
