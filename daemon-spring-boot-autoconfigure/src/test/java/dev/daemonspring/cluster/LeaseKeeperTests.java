package dev.daemonspring.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.daemonspring.policy.LeaseTerms;
import dev.daemonspring.supervisor.LeaseInfo.Standing;
import dev.daemonspring.supervisor.WorkerLease;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LeaseKeeper}, with a store in memory and short leases.
 */
class LeaseKeeperTests {

	private static final LeaseTerms TERMS = new LeaseTerms(Duration.ofMillis(1500), Duration.ofMillis(300),
			Duration.ofMillis(200), Duration.ofMillis(300));

	private static final Duration GRACE = Duration.ofMillis(200);

	private final MemoryStore store = new MemoryStore(true);

	private final List<LeaseKeeper> keepers = new ArrayList<>();

	private final Queue<String> news = new ConcurrentLinkedQueue<>();

	private final Semaphore closed = new Semaphore(0);

	@AfterEach
	void close() {
		this.closed.release();
		this.keepers.forEach(LeaseKeeper::close);
	}

	@Test
	void leaseWhenWantedIsHeldAndRenewed() {
		WorkerLease lease = start("a", "copy").get(0);
		assertThat(lease.mayRun()).isFalse();
		assertThat(lease.isOver()).isTrue();
		lease.want(true, false);
		await().until(lease::mayRun);
		long first = lease.deadline();
		await().until(() -> lease.deadline() > first);
		assertThat(lease.info().standing()).isEqualTo(Standing.HELD);
		assertThat(lease.info().holder()).isEqualTo("a");
	}

	@Test
	void leaseWhenTwoWantItIsHeldByOneAndTheOtherKnowsWho() {
		WorkerLease first = start("a", "copy").get(0);
		first.want(true, false);
		await().until(first::mayRun);
		WorkerLease second = start("b", "copy").get(0);
		second.want(true, false);
		await().until(() -> "a".equals(second.info().holder()));
		assertThat(second.info().standing()).isEqualTo(Standing.WAITING);
		assertThat(second.absence()).isEqualTo("a holds its lease");
		assertThat(second.mayRun()).isFalse();
	}

	@Test
	void leaseThatIsGivenBackIsTakenOverByTheOther() {
		WorkerLease first = start("a", "copy").get(0);
		first.want(true, false);
		await().until(first::mayRun);
		WorkerLease second = start("b", "copy").get(0);
		second.want(true, false);
		first.want(false, true);
		assertThat(first.isOver()).as("while a process is left").isFalse();
		first.want(false, false);
		await().until(second::mayRun);
		assertThat(first.mayRun()).isFalse();
	}

	@Test
	void vacancyIsSinceTheLastRenewalOfAHolderThatDied() {
		this.store.take("app:copy", "dead", Duration.ofMillis(900));
		WorkerLease lease = start("a", "copy").get(0);
		lease.want(true, false);
		await().until(() -> "dead".equals(lease.info().holder()));
		await().until(lease::mayRun);
		assertThat(lease.vacancy()).isGreaterThan(TERMS.lease().minusMillis(100));
	}

	@Test
	void thereIsNoVacancyWhereTheLeaseWasGivenBackOrNobodyWasSeen() {
		WorkerLease first = start("a", "copy").get(0);
		first.want(true, false);
		await().until(first::mayRun);
		assertThat(first.vacancy()).isZero();
		WorkerLease second = start("b", "copy").get(0);
		second.want(true, false);
		await().until(() -> "a".equals(second.info().holder()));
		first.want(false, false);
		await().until(second::mayRun);
		assertThat(second.vacancy()).isZero();
	}

	@Test
	void leaseThatIsConfirmedIsRenewed() {
		WorkerLease lease = start("a", "copy").get(0);
		lease.want(true, false);
		await().until(lease::mayRun);
		long deadline = lease.deadline();
		lease.confirm();
		await().until(() -> lease.deadline() > deadline);
	}

	@Test
	void tokenIsThatOfTheLeaseAndRisesWithEachHolder() {
		WorkerLease first = start("a", "copy").get(0);
		assertThat(first.token()).isEmpty();
		first.want(true, false);
		await().until(first::mayRun);
		long token = first.token().orElseThrow();
		assertThat(first.info().token()).isEqualTo(token);
		long deadline = first.deadline();
		await().until(() -> first.deadline() > deadline);
		assertThat(first.token()).as("when it was renewed").hasValue(token);
		WorkerLease second = start("b", "copy").get(0);
		second.want(true, false);
		await().until(() -> "a".equals(second.info().holder()));
		assertThat(second.info().token()).isNull();
		first.want(false, false);
		await().until(second::mayRun);
		assertThat(second.token().orElseThrow()).isGreaterThan(token);
		assertThat(first.token()).isEmpty();
	}

	@Test
	void acquireThatWaitsForLongIsGivenUpAndTriedAgain() {
		LeaseStore inner = this.store.of("a");
		AtomicInteger calls = new AtomicInteger();
		LeaseKeeper keeper = keeper((name, duration) -> {
			if (name.endsWith("copy") && calls.incrementAndGet() == 1) {
				awaitInterrupt();
			}
			return inner.acquire(name, duration);
		}, "a", Integer.MAX_VALUE);
		WorkerLease lease = keeper.lease("copy", GRACE);
		keeper.start((worker) -> {
		}, this.news::add);
		lease.want(true, false);
		await().until(lease::mayRun);
	}

	@Test
	void looksThatHangAreTriedAgain() {
		MemoryStore hanging = new MemoryStore(true);
		AtomicInteger looks = new AtomicInteger();
		LeaseStore inner = hanging.of("a");
		LeaseKeeper keeper = keeper(new LeaseStore() {

			@Override
			public @Nullable StoredLease acquire(String name, Duration duration) {
				return inner.acquire(name, duration);
			}

			@Override
			public @Nullable List<LeaseEntry> entries(String prefix) {
				// A connection that broke without a word, and does not mind an interrupt
				if (looks.incrementAndGet() == 1) {
					LeaseKeeperTests.this.closed.acquireUninterruptibly();
				}
				return inner.entries(prefix);
			}

		}, "a", Integer.MAX_VALUE);
		keeper.lease("copy", GRACE);
		keeper.start((worker) -> {
		}, this.news::add);
		await().until(() -> looks.get() > 2);
	}

	@Test
	void closeGivesBackWhatIsNotInUse() {
		List<WorkerLease> leases = start("a", "copy", "send");
		leases.forEach((lease) -> lease.want(true, false));
		await().until(() -> leases.stream().allMatch(WorkerLease::mayRun));
		leases.get(1).want(true, true);
		this.keepers.get(0).close();
		assertThat(this.store.holder("app:copy")).isNull();
		assertThat(this.store.holder("app:send")).isEqualTo("a");
	}

	@Test
	void leaseWhenTheStoreFailsForLongIsOverAndHeldAgainAfterThat() {
		WorkerLease lease = start("a", "copy").get(0);
		lease.want(true, false);
		await().until(lease::mayRun);
		lease.want(true, true);
		this.store.failing = true;
		await().until(() -> !lease.mayRun());
		assertThat(lease.isOver()).as("when the worker is asked to end").isFalse();
		assertThat(lease.absence()).isEqualTo("its lease could not be renewed: no answer");
		await().until(lease::isOver);
		lease.want(true, false);
		assertThat(lease.info().standing()).isEqualTo(Standing.UNREACHABLE);
		this.store.failing = false;
		await().until(lease::mayRun);
		assertThat(this.news).hasSize(2);
		assertThat(this.news).anyMatch((message) -> message.contains("does not answer: no answer"));
	}

	@Test
	void leaseThatAnotherHasInTheStoreIsOverAtOnce() {
		WorkerLease lease = start("a", "copy").get(0);
		lease.want(true, false);
		await().until(lease::mayRun);
		lease.want(true, true);
		this.store.take("app:copy", "b", Duration.ofMinutes(1));
		await().until(lease::isOver);
		assertThat(lease.absence()).contains("the store says that it has ended");
	}

	@Test
	void leasesSpreadWhenAReplicaJoins() {
		List<WorkerLease> first = start("a", "w0", "w1", "w2", "w3");
		run(first);
		await().until(() -> first.stream().allMatch(WorkerLease::mayRun));
		List<WorkerLease> second = start("b", "w0", "w1", "w2", "w3");
		await().until(() -> {
			run(first);
			run(second);
			return held(first) == 2 && held(second) == 2;
		});
	}

	@Test
	void leasesWhenAReplicaHasItsMostGoToTheOther() {
		List<WorkerLease> first = start("a", 1, "w0", "w1", "w2");
		List<WorkerLease> second = start("b", 5, "w0", "w1", "w2");
		await().until(() -> {
			run(first);
			run(second);
			return held(first) == 1 && held(second) == 2;
		});
	}

	@Test
	void leasesInAStoreThatTellsNothingAreTakenOver() {
		MemoryStore mute = new MemoryStore(false);
		LeaseKeeper one = keeper(mute.of("a"), "a", Integer.MAX_VALUE);
		LeaseKeeper other = keeper(mute.of("b"), "b", Integer.MAX_VALUE);
		WorkerLease first = one.lease("copy", GRACE);
		WorkerLease second = other.lease("copy", GRACE);
		one.start((worker) -> {
		}, this.news::add);
		other.start((worker) -> {
		}, this.news::add);
		first.want(true, false);
		await().until(first::mayRun);
		second.want(true, false);
		first.want(false, false);
		await().until(second::mayRun);
	}

	/**
	 * Wait as for a connection of a pool that has none.
	 */
	private static void awaitInterrupt() {
		try {
			new Semaphore(0).acquire();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException("interrupted while waiting", ex);
		}
	}

	/**
	 * Have a worker's process wherever it may run, and none elsewhere.
	 */
	private static void run(List<WorkerLease> leases) {
		leases.forEach((lease) -> lease.want(true, lease.mayRun()));
	}

	private static long held(List<WorkerLease> leases) {
		return leases.stream().filter(WorkerLease::mayRun).count();
	}

	private List<WorkerLease> start(String replica, String... workers) {
		return start(replica, Integer.MAX_VALUE, workers);
	}

	private List<WorkerLease> start(String replica, int most, String... workers) {
		LeaseKeeper keeper = keeper(this.store.of(replica), replica, most);
		List<WorkerLease> leases = new ArrayList<>();
		for (String worker : workers) {
			leases.add(keeper.lease(worker, GRACE));
		}
		keeper.start((worker) -> {
		}, this.news::add);
		return leases;
	}

	private LeaseKeeper keeper(LeaseStore leaseStore, String replica, int most) {
		LeaseKeeper keeper = new LeaseKeeper(leaseStore,
				new ClusterSettings(new LeaseNames("app"), replica, TERMS, most));
		this.keepers.add(keeper);
		return keeper;
	}

	private static ConditionFactory await() {
		return Awaitility.await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(5));
	}

}
