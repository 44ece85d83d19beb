package dev.daemonspring.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.daemonspring.process.PoolFixture.TestTenant;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ChildPool}: who gets which process, and what becomes of the others.
 */
class ChildPoolTests {

	private static final Duration MOMENT = Duration.ofSeconds(1);

	@TempDir
	Path temp;

	private PoolFixture fixture;

	private ChildPool<TestTenant> pool;

	private TestTenant copy;

	private TestTenant mail;

	private TestTenant sync;

	@BeforeEach
	void createPool() {
		use(Map.of());
	}

	@AfterEach
	void close() {
		this.fixture.close();
	}

	private void use(Map<LaunchPlan, StandbyTarget> standbys) {
		if (this.fixture != null) {
			this.fixture.close();
		}
		this.fixture = new PoolFixture(this.temp.resolve("pool" + standbys.size()), standbys);
		this.pool = this.fixture.pool;
		this.copy = this.fixture.tenant("copy");
		this.mail = this.fixture.tenant("mail");
		this.sync = this.fixture.tenant("sync");
	}

	@Test
	void requestStartsAProcessThatTheTenantGetsWhenItIsThere() {
		this.pool.request(this.copy);
		assertThat(this.pool.isRequested(this.copy)).isTrue();
		assertThat(this.pool.isEmpty()).isFalse();
		this.fixture.launch();
		assertThat(this.fixture.told).containsExactly("copy gets 100");
		assertThat(this.fixture.child(0).label()).isEqualTo("copy");
		assertThat(this.pool.isRequested(this.copy)).isFalse();
	}

	@Test
	void requestThatIsRepeatedStartsOneProcess() {
		this.pool.request(this.copy);
		this.pool.request(this.copy);
		this.fixture.launch();
		assertThat(this.fixture.children).hasSize(1);
	}

	@Test
	void startForWhichThereWasNoMemoryIsRequestedAgain() {
		this.fixture.exhausted.add("copy");
		assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> this.pool.request(this.copy));
		this.fixture.check(MOMENT);
		this.fixture.launch();
		assertThat(this.fixture.told).containsExactly("copy gets 100");
	}

	@Test
	void processThatComesAfterItsRequestWasWithdrawnIsKilled() {
		this.pool.request(this.copy);
		this.pool.withdraw(this.copy);
		assertThat(this.pool.isRequested(this.copy)).isFalse();
		this.fixture.launch();
		assertThat(this.fixture.child(0).killed).isTrue();
		assertThat(this.fixture.told).isEmpty();
		assertThat(this.pool.isEmpty()).isFalse();
		this.fixture.end(this.fixture.child(0), 137);
		assertThat(this.pool.isEmpty()).isTrue();
	}

	@Test
	void requestThatIsWithdrawnBeforeThereIsRoomStartsNothing() {
		List.of(this.copy, this.mail, this.sync).forEach(this.pool::request);
		this.pool.withdraw(this.sync);
		this.fixture.launch();
		bootAll();
		this.fixture.check(MOMENT);
		this.fixture.launch();
		assertThat(this.fixture.told).containsExactly("copy gets 100", "mail gets 101");
	}

	@Test
	void noMoreProcessesBootAtTheSameTimeThanThereIsRoomFor() {
		List.of(this.copy, this.mail, this.sync).forEach(this.pool::request);
		assertThat(this.fixture.launching()).isEqualTo(2);
		this.fixture.launch();
		this.fixture.check(MOMENT);
		assertThat(this.fixture.launching()).isZero();
		assertThat(this.pool.isRequested(this.sync)).isTrue();
		this.fixture.child(0).booted = true;
		this.fixture.check(MOMENT);
		this.fixture.launch();
		assertThat(this.fixture.told).containsExactly("copy gets 100", "mail gets 101", "sync gets 102");
	}

	@Test
	void processThatEndsWhileItBootsMakesRoom() {
		List.of(this.copy, this.mail, this.sync).forEach(this.pool::request);
		this.fixture.launch();
		this.fixture.end(this.fixture.child(0), 1);
		this.fixture.launch();
		assertThat(this.fixture.told).endsWith("100 has ended: exit code 1", "sync gets 102");
	}

	@Test
	void startThatFailsIsToldToItsTenantAndMakesRoom() {
		List.of(this.copy, this.mail, this.sync).forEach(this.pool::request);
		this.fixture.failure = new OutOfMemoryError("no thread");
		this.fixture.launch();
		assertThat(this.fixture.told).containsExactly("copy gets none: no thread", "mail gets none: no thread",
				"sync gets none: no thread");
		assertThat(this.pool.isBusy()).isFalse();
		assertThat(this.pool.isEmpty()).isTrue();
	}

	@Test
	void startThatFailsAfterItsRequestWasWithdrawnIsToldToNobody() {
		this.pool.request(this.copy);
		this.pool.withdraw(this.copy);
		this.fixture.failure = new OutOfMemoryError("no thread");
		this.fixture.launch();
		assertThat(this.fixture.told).isEmpty();
	}

	@Test
	void exitIsToldOnceWhoeverReportsIt() {
		this.pool.request(this.copy);
		this.fixture.launch();
		this.fixture.end(this.fixture.child(0), 1);
		this.fixture.end(this.fixture.child(0), 1);
		this.fixture.check(MOMENT);
		assertThat(this.fixture.told).containsExactly("copy gets 100", "100 has ended: exit code 1");
	}

	@Test
	void exitThatIsNotReportedIsFound() {
		this.pool.request(this.copy);
		this.fixture.launch();
		this.fixture.child(0).endUnreported(137);
		this.fixture.check(MOMENT);
		assertThat(this.fixture.told).containsExactly("copy gets 100");
		this.fixture.check(ProcessExit.REPORT_TIMEOUT);
		assertThat(this.fixture.told).endsWith(
				"Worker process 100 has ended (signal 9 (SIGKILL)), which was not reported",
				"100 has ended: signal 9 (SIGKILL)");
		assertThat(this.pool.isEmpty()).isTrue();
	}

	@Test
	void scratchSlotOfAProcessThatIsGoneIsUsedAgain() {
		for (int i = 0; i < 20; i++) {
			this.pool.request(this.copy);
			this.fixture.launch();
			this.fixture.end(this.fixture.child(i), 1);
		}
		assertThat(this.fixture.children).hasSize(20);
	}

	@Test
	void processThatNoTenantLivesInAnyMoreIsKilledAfterAWhile() {
		this.pool.request(this.copy);
		this.fixture.launch();
		bootAll();
		this.fixture.check(MOMENT);
		this.fixture.occupied.clear();
		this.fixture.check(MOMENT);
		this.fixture.check(ChildRegister.STRAY_GRACE.minus(MOMENT));
		assertThat(this.fixture.child(0).killed).isFalse();
		this.fixture.check(MOMENT);
		assertThat(this.fixture.child(0).killed).isTrue();
		assertThat(this.fixture.told).last()
			.isEqualTo("Worker process 100 no longer belongs to any worker and does not end; it was sent SIGKILL");
	}

	@Test
	void standbyThatIsReadyIsTakenAtOnce() {
		use(Map.of(PoolFixture.PLAN, StandbyTarget.fixed(1)));
		this.fixture.startStandbys(1);
		this.fixture.child(0).ready();
		this.fixture.check(MOMENT);
		this.pool.request(this.copy);
		assertThat(this.fixture.told).containsExactly("100 is ready", "copy gets 100");
	}

	@Test
	void standbyThatIsNotReadyIsNotWaitedFor() {
		use(Map.of(PoolFixture.PLAN, StandbyTarget.fixed(1)));
		this.fixture.startStandbys(1);
		this.pool.request(this.copy);
		this.fixture.launch();
		assertThat(this.fixture.told).containsExactly("copy gets 101");
	}

	@Test
	void standbyOfAnotherPlanIsNotTaken() {
		use(Map.of(PoolFixture.OTHER_PLAN, StandbyTarget.fixed(1)));
		this.fixture.startStandbys(1);
		this.fixture.child(0).ready();
		this.pool.request(this.copy);
		this.fixture.launch();
		assertThat(this.fixture.told).containsExactly("copy gets 101");
	}

	@Test
	void standbyIsStartedWhenNoTenantWaits() {
		use(Map.of(PoolFixture.PLAN, StandbyTarget.fixed(1)));
		this.pool.request(this.copy);
		this.fixture.launch();
		this.fixture.check(MOMENT);
		assertThat(this.fixture.launching()).isZero();
		this.fixture.child(0).booted = true;
		this.fixture.check(MOMENT);
		this.fixture.launch();
		assertThat(this.fixture.child(1).label()).isEqualTo("standby");
	}

	@Test
	void standbyIsNotStartedWhileATenantSpinsUpInTheOneBefore() {
		use(Map.of(PoolFixture.PLAN, StandbyTarget.fixed(1)));
		this.fixture.startStandbys(1);
		this.fixture.child(0).ready();
		TestTenant tenant = this.fixture.tenant("a");
		tenant.slot().override(WorkerState.RESTARTING, 1);
		this.fixture.pool.request(tenant);
		this.fixture.check(Duration.ofMillis(999));
		assertThat(this.fixture.launching()).isZero();
		this.fixture.check(Duration.ofMillis(1));
		assertThat(this.fixture.launching()).isEqualTo(1);
	}

	@Test
	void needIsCountedWhenATenantComesBackAndNotWhenItComes() {
		List<Long> needs = new ArrayList<>();
		use(Map.of(PoolFixture.PLAN, new StandbyTarget() {

			@Override
			public int count(long now) {
				return 0;
			}

			@Override
			public void needed(long now) {
				needs.add(now);
			}

		}));
		TestTenant tenant = this.fixture.tenant("a");
		this.fixture.pool.request(tenant);
		this.fixture.launch();
		assertThat(needs).isEmpty();
		this.fixture.end(this.fixture.child(0), 1);
		this.fixture.pool.request(tenant);
		assertThat(needs).hasSize(1);
	}

	@Test
	void standbysThatAreNotWantedAnyMoreAreKilled() {
		int[] count = { 2 };
		use(Map.of(PoolFixture.PLAN, (now) -> count[0]));
		this.fixture.startStandbys(2);
		count[0] = 1;
		this.fixture.check(Duration.ofMillis(1));
		assertThat(this.fixture.child(0).killed).isFalse();
		assertThat(this.fixture.child(1).killed).isTrue();
	}

	@Test
	void standbyThatCanNotBeStartedIsTriedAgainLater() {
		use(Map.of(PoolFixture.PLAN, StandbyTarget.fixed(1)));
		this.fixture.failure = new OutOfMemoryError("no thread");
		this.fixture.startStandbys(1);
		assertThat(this.fixture.told).singleElement()
			.asString()
			.isEqualTo(
					"A standby could not be started; another attempt follows: java.lang.OutOfMemoryError: no thread");
		this.fixture.failure = null;
		this.fixture.startStandbys(1);
		assertThat(this.fixture.children).isEmpty();
		this.fixture.check(Duration.ofMinutes(1));
		this.fixture.launch();
		assertThat(this.fixture.children).hasSize(1);
	}

	@Test
	void standbyThatEndsIsReplaced() {
		use(Map.of(PoolFixture.PLAN, StandbyTarget.fixed(1)));
		this.fixture.startStandbys(1);
		this.fixture.end(this.fixture.child(0).ready(), 137);
		assertThat(this.fixture.told).startsWith("A standby (pid 100) has ended: signal 9 (SIGKILL)");
		this.fixture.check(Duration.ofMinutes(1));
		this.fixture.launch();
		assertThat(this.fixture.children).hasSize(2);
	}

	@Test
	void standbyThatNeverBootsIsKilledAndTold() {
		use(Map.of(PoolFixture.PLAN, StandbyTarget.fixed(1)));
		this.fixture.startStandbys(1);
		this.fixture.check(MOMENT);
		this.fixture.check(Duration.ofMinutes(4));
		assertThat(this.fixture.child(0).killed).isTrue();
		assertThat(this.fixture.told).containsExactly("A standby (pid 100) did not boot within the longest"
				+ " 'start-timeout' of all workers and was killed; another follows");
	}

	@Test
	void standbyThatHasReadAnOlderConfigurationIsGivenToNobody() {
		use(Map.of(PoolFixture.PLAN, StandbyTarget.fixed(1)));
		ConfigurationWatch watch = new ConfigurationWatch(() -> this.fixture.configuration);
		StandbyPools standbys = new StandbyPools(Map.of(PoolFixture.PLAN, StandbyTarget.fixed(1)), watch,
				Duration.ofMinutes(3));
		TestChild old = (TestChild) this.fixture.early(PoolFixture.PLAN).child();
		standbys.keep(PoolFixture.PLAN, old.ready(), 0);
		this.fixture.configuration++;
		watch.check();
		assertThat(standbys.take(PoolFixture.PLAN)).isNull();
		assertThat(old.killed).isTrue();
	}

	@Test
	void earlyProcessIsTakenBeforeAnythingElse() {
		this.pool.adopt(List.of(this.fixture.early(PoolFixture.OTHER_PLAN), this.fixture.early(PoolFixture.PLAN)));
		this.pool.request(this.copy);
		assertThat(this.fixture.told).containsExactly("copy gets 101");
		assertThat(this.pool.isBusy()).isTrue();
	}

	@Test
	void earlyProcessThatNobodyRequestsIsAStandbyWhereThereIsRoom() {
		use(Map.of(PoolFixture.PLAN, StandbyTarget.fixed(1)));
		this.pool.adopt(List.of(this.fixture.early(PoolFixture.PLAN), this.fixture.early(PoolFixture.PLAN),
				this.fixture.early(PoolFixture.OTHER_PLAN)));
		this.pool.keepUnclaimed();
		assertThat(this.fixture.children).extracting((child) -> child.killed).containsExactly(false, true, true);
		this.fixture.child(0).ready();
		this.pool.request(this.copy);
		assertThat(this.fixture.told).containsExactly("copy gets 100");
	}

	@Test
	void tenantsThatShareAProcessGetTheSameOne() {
		TestTenant first = shared("first", "office");
		TestTenant second = shared("second", "office");
		TestTenant other = shared("other", "elsewhere");
		List.of(first, second, other).forEach(this.pool::request);
		this.fixture.launch();
		assertThat(this.fixture.told).containsExactly("first gets 100 (shared)", "second gets 100 (shared)",
				"other gets 101 (shared)");
		assertThat(this.pool.isSharedBy(second, this.fixture.child(0))).isTrue();
		assertThat(this.pool.isSharedBy(other, this.fixture.child(0))).isFalse();
	}

	@Test
	void tenantThatComesLaterGetsTheSharedProcessThatIsThere() {
		this.pool.request(shared("first", "office"));
		this.fixture.launch();
		this.pool.request(shared("second", "office"));
		assertThat(this.fixture.told).containsExactly("first gets 100 (shared)", "second gets 100 (shared)");
	}

	@Test
	void tenantThatComesWhenTheSharedProcessIsGoneGetsAnotherOne() {
		this.pool.request(shared("first", "office"));
		this.fixture.launch();
		this.fixture.child(0).endUnreported(137);
		bootAll();
		this.pool.request(shared("second", "office"));
		this.fixture.launch();
		this.fixture.check(MOMENT);
		this.fixture.launch();
		assertThat(this.fixture.told).contains("second gets 101 (shared)");
	}

	@Test
	void sharedProcessThatNobodyNeedsIsRetired() {
		this.pool.request(shared("first", "office"));
		this.fixture.launch();
		this.fixture.check(MOMENT);
		assertThat(this.fixture.child(0).retired).isFalse();
		this.fixture.checkUnneeded();
		assertThat(this.fixture.child(0).retired).isTrue();
		assertThat(this.pool.isSharedBy(shared("second", "office"), this.fixture.child(0))).isFalse();
	}

	@Test
	void endStartsNothingAndEndsWhatHasNothingToCleanUp() {
		use(Map.of(PoolFixture.PLAN, StandbyTarget.fixed(1)));
		this.fixture.startStandbys(1);
		this.pool.request(shared("first", "office"));
		this.fixture.launch();
		this.pool.request(this.copy);
		this.pool.request(this.mail);
		this.pool.end();
		assertThat(this.fixture.child(0).killed).isTrue();
		assertThat(this.fixture.child(1).killed).isFalse();
		assertThat(this.fixture.child(1).retired).isTrue();
		this.fixture.launch();
		assertThat(this.fixture.child(2).killed).isTrue();
		this.pool.request(this.sync);
		this.fixture.check(Duration.ofMinutes(1));
		assertThat(this.fixture.launching()).isZero();
		assertThat(this.fixture.told).containsExactly("first gets 101 (shared)");
		this.fixture.children.forEach((child) -> this.fixture.end(child, 0));
		assertThat(this.pool.isEmpty()).isTrue();
	}

	@Test
	void standbyThatComesAfterTheEndIsKilled() {
		use(Map.of(PoolFixture.PLAN, StandbyTarget.fixed(1)));
		this.fixture.check(MOMENT);
		this.pool.end();
		this.fixture.launch();
		assertThat(this.fixture.child(0).killed).isTrue();
	}

	private TestTenant shared(String name, String process) {
		return this.fixture.tenant(name, PoolFixture.PLAN, process);
	}

	private void bootAll() {
		this.fixture.children.forEach((child) -> child.booted = true);
	}

}
