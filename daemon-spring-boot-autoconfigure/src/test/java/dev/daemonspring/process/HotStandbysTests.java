package dev.daemonspring.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.daemonspring.process.PoolFixture.TestTenant;
import dev.daemonspring.protocol.ControlMessage;
import dev.daemonspring.protocol.Reservation;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HotStandbys} in their {@link ChildPool}: when a process waits for one
 * tenant alone, and what becomes of it.
 */
class HotStandbysTests {

	private static final Duration MOMENT = Duration.ofMillis(100);

	@TempDir
	Path temp;

	private PoolFixture fixture;

	private ChildPool<TestTenant> pool;

	private TestTenant copy;

	@BeforeEach
	void createPool() {
		use(0);
	}

	@AfterEach
	void close() {
		this.fixture.close();
	}

	private void use(int standbys) {
		if (this.fixture != null) {
			this.fixture.close();
		}
		this.fixture = new PoolFixture(this.temp.resolve("pool" + standbys),
				Map.of(PoolFixture.PLAN, StandbyTarget.fixed(standbys)));
		this.pool = this.fixture.pool;
		this.copy = this.fixture.hotTenant("copy");
	}

	/**
	 * Have the tenant run in the first process, and spin up.
	 */
	private void run() {
		this.pool.request(this.copy);
		this.fixture.launch();
		this.fixture.child(0).booted = true;
		this.copy.slot().override(WorkerState.LOOPING, 0);
		advance(MOMENT);
	}

	private void advance(Duration later) {
		this.fixture.check(later);
		this.fixture.launch();
	}

	/**
	 * Have the tenant run in the first process, and the second wait for it.
	 */
	private TestChild wait(TestTenant tenant) {
		run();
		TestChild hot = this.fixture.child(1).hot();
		advance(MOMENT);
		assertThat(tenant.hotStandby()).isNotNull();
		assertThat(tenant.hotStandby().pid()).isEqualTo(hot.pid());
		this.fixture.told.clear();
		return hot;
	}

	@Test
	void processIsStartedWhenItsTenantHasSpunUpAndIsToldWhomItWaitsFor() {
		this.pool.request(this.copy);
		this.fixture.launch();
		this.fixture.child(0).booted = true;
		this.copy.slot().override(WorkerState.SPINUP, 0);
		advance(MOMENT);
		assertThat(this.fixture.children).hasSize(1);
		this.copy.slot().override(WorkerState.LOOPING, 0);
		advance(MOMENT);
		assertThat(this.fixture.children).hasSize(2);
		assertThat(this.fixture.child(1).label()).isEqualTo("standby");
		assertThat(this.fixture.child(1).messages).singleElement()
			.isInstanceOfSatisfying(Reservation.class,
					(reservation) -> assertThat(reservation.assignment().worker()).isEqualTo("copy"));
		advance(MOMENT);
		assertThat(this.fixture.children).hasSize(2);
	}

	@Test
	void tenantThatWantsNoneHasNone() {
		TestTenant mail = this.fixture.tenant("mail");
		this.pool.request(mail);
		this.fixture.launch();
		this.fixture.child(0).booted = true;
		mail.slot().override(WorkerState.LOOPING, 0);
		advance(MOMENT);
		assertThat(this.fixture.children).hasSize(1);
	}

	@Test
	void processThatIsReadyIsToldOnceAndTakenByItsTenant() {
		run();
		TestChild hot = this.fixture.child(1);
		assertThat(this.copy.hotStandby()).extracting(HotStandby::pid).isNull();
		hot.hot();
		advance(MOMENT);
		advance(MOMENT);
		assertThat(this.fixture.told).containsExactly("copy gets 100", "101 is ready for copy");
		this.fixture.end(this.fixture.child(0), 137);
		this.pool.request(this.copy);
		assertThat(this.fixture.told).endsWith("copy gets 101");
		assertThat(this.copy.hotStandby()).extracting(HotStandby::pid).isNull();
		this.copy.slot().override(WorkerState.LOOPING, 0);
		advance(MOMENT);
		assertThat(this.fixture.children).hasSize(3);
	}

	@Test
	void nextProcessIsStartedWhenTheTenantHasSpunUpInTheOneBefore() {
		wait(this.copy);
		this.copy.slot().override(WorkerState.RESTARTING, 0);
		this.pool.request(this.copy);
		advance(MOMENT);
		assertThat(this.fixture.children).hasSize(2);
		this.copy.slot().override(WorkerState.LOOPING, 0);
		advance(MOMENT);
		assertThat(this.fixture.children).hasSize(3);
	}

	@Test
	void processIsTakenByNobodyElse() {
		wait(this.copy);
		this.pool.request(this.fixture.tenant("mail"));
		this.fixture.launch();
		assertThat(this.fixture.told).containsExactly("mail gets 102");
	}

	@Test
	void tenantWhoseOwnIsNotReadyTakesOneThatWaitsForAny() {
		use(1);
		run();
		TestChild common = this.fixture.child(1).ready();
		advance(MOMENT);
		assertThat(this.fixture.child(2).messages).hasSize(1);
		this.pool.request(this.copy);
		assertThat(this.fixture.told).endsWith("copy gets " + common.pid());
	}

	@Test
	void processDoesNotCountAmongThoseThatWaitForAny() {
		use(1);
		run();
		this.fixture.child(1).ready();
		advance(MOMENT);
		this.fixture.child(2).hot();
		advance(MOMENT);
		assertThat(this.fixture.children).hasSize(3);
		this.pool.request(this.copy);
		assertThat(this.fixture.told).endsWith("copy gets 102");
		this.pool.request(this.fixture.tenant("mail"));
		assertThat(this.fixture.told).endsWith("mail gets 101");
	}

	@Test
	void processOfATenantThatIsNotToRunIsRetired() {
		TestChild hot = wait(this.copy);
		this.fixture.down.add("copy");
		advance(MOMENT);
		assertThat(hot.retired).isTrue();
		assertThat(hot.killed).isFalse();
		assertThat(this.copy.hotStandby()).extracting(HotStandby::pid).isNull();
		this.fixture.end(hot, 0);
		advance(PoolFixture.GRACE.multipliedBy(3));
		assertThat(hot.killed).isFalse();
		assertThat(this.fixture.told).containsExactly("101 has ended: exit code 0");
		assertThat(this.fixture.children).hasSize(2);
		this.fixture.down.clear();
		this.pool.request(this.copy);
		this.fixture.launch();
		advance(MOMENT);
		assertThat(this.fixture.child(2).messages).isEmpty();
		this.fixture.child(2).booted = true;
		advance(MOMENT);
		assertThat(this.fixture.children).hasSize(4);
	}

	@Test
	void processOfATenantThatWaitsOutABackOffIsKept() {
		TestChild hot = wait(this.copy);
		this.copy.slot().override(WorkerState.RESTARTING, 0);
		this.fixture.end(this.fixture.child(0), 1);
		advance(Duration.ofSeconds(20));
		assertThat(hot.retired).isFalse();
		this.pool.request(this.copy);
		assertThat(this.fixture.told).endsWith("copy gets 101");
	}

	@Test
	void processThatIsRetiredAndDoesNotEndIsKilled() {
		TestChild hot = wait(this.copy);
		this.fixture.down.add("copy");
		advance(MOMENT);
		advance(PoolFixture.GRACE.multipliedBy(2).minus(MOMENT));
		assertThat(hot.killed).isFalse();
		advance(MOMENT.multipliedBy(2));
		assertThat(hot.killed).isTrue();
	}

	@Test
	void processThatCanNotCreateItsBeansIsToldOnceAndTriedAgainLater() {
		run();
		this.fixture.told.clear();
		TestChild unable = this.fixture.child(1).unable("java.lang.IllegalStateException: locked");
		this.fixture.end(unable, 1);
		assertThat(this.fixture.told)
			.startsWith("The hot standby of worker 'copy' (pid 101) has ended before it was ready:"
					+ " exit code 1; last error: java.lang.IllegalStateException: locked. Another attempt follows in 30 s;"
					+ " until one is ready, the worker restarts without it.");
		advance(Duration.ofSeconds(29));
		assertThat(this.fixture.children).hasSize(2);
		advance(Duration.ofSeconds(2));
		assertThat(this.fixture.children).hasSize(3);
		this.fixture.told.clear();
		this.fixture.end(this.fixture.child(2).unable("java.lang.IllegalStateException: locked"), 1);
		assertThat(this.fixture.told).containsExactly("102 has ended: exit code 1");
		advance(Duration.ofSeconds(59));
		assertThat(this.fixture.children).hasSize(3);
		advance(Duration.ofSeconds(2));
		this.fixture.end(this.fixture.child(3).unable("java.lang.IllegalStateException: another"), 1);
		assertThat(this.fixture.told).anyMatch((line) -> line.contains("another. Another attempt follows in 120 s"));
		this.pool.request(this.copy);
		this.fixture.launch();
		assertThat(this.fixture.told).endsWith("copy gets 104");
	}

	@Test
	void processThatCanNotCreateItsBeansIsNeverPutOffForMoreThanTenMinutes() {
		run();
		for (int i = 1; i < 9; i++) {
			this.fixture.end(this.fixture.child(i).unable("attempt " + i), 1);
			advance(Duration.ofMinutes(10));
			assertThat(this.fixture.children).hasSize(i + 2);
		}
		assertThat(this.fixture.told).anyMatch((line) -> line.contains("Another attempt follows in 600 s"));
	}

	@Test
	void processThatDoesNotCreateItsBeansInTimeIsKilled() {
		run();
		TestChild hanging = this.fixture.child(1);
		advance(PoolFixture.START_TIMEOUT.minus(MOMENT));
		assertThat(hanging.killed).isFalse();
		advance(MOMENT.multipliedBy(3));
		assertThat(hanging.killed).isTrue();
		this.fixture.told.clear();
		this.fixture.end(hanging, 137);
		assertThat(this.fixture.told)
			.startsWith("The hot standby of worker 'copy' (pid 101) did not create its beans within"
					+ " 'start-timeout' (PT2M) and was killed. Another attempt follows in 30 s; until one is ready, the"
					+ " worker restarts without it.");
	}

	@Test
	void processThatDiesWhenItWasReadyIsReplacedSoon() {
		TestChild hot = wait(this.copy);
		this.fixture.end(hot, 137);
		assertThat(this.fixture.told)
			.startsWith("The hot standby of worker 'copy' (pid 101) has ended: signal 9 (SIGKILL)."
					+ " Another attempt follows in 1 s; until one is ready, the worker restarts without it.");
		assertThat(this.copy.hotStandby()).extracting(HotStandby::pid).isNull();
		advance(Duration.ofMillis(1100));
		assertThat(this.fixture.children).hasSize(3);
	}

	@Test
	void processThatIsStoppedByASignalIsGivenToNobody() {
		TestChild hot = wait(this.copy);
		hot.stopped = true;
		this.pool.request(this.copy);
		this.fixture.launch();
		assertThat(hot.killed).isTrue();
		assertThat(this.fixture.told).containsExactly("copy gets 102");
	}

	@Test
	void processThatHasReadAnOlderConfigurationIsRetiredAndReplaced() {
		TestChild hot = wait(this.copy);
		this.fixture.changeConfiguration();
		this.pool.request(this.copy);
		this.fixture.launch();
		assertThat(hot.retired).isTrue();
		assertThat(this.fixture.told).containsExactly("copy gets 102");
		this.fixture.child(2).booted = true;
		advance(MOMENT);
		assertThat(this.fixture.children).hasSize(4);
	}

	@Test
	void processThatComesAfterItsTenantWasStoppedIsKilled() {
		this.pool.request(this.copy);
		this.fixture.launch();
		this.fixture.child(0).booted = true;
		this.copy.slot().override(WorkerState.LOOPING, 0);
		this.fixture.check(MOMENT);
		this.fixture.down.add("copy");
		this.fixture.launch();
		assertThat(this.fixture.child(1).killed).isTrue();
		assertThat(this.fixture.child(1).messages).isEmpty();
	}

	@Test
	void processThatCanNotBeStartedIsToldAndTriedAgain() {
		this.pool.request(this.copy);
		this.fixture.launch();
		this.fixture.child(0).booted = true;
		this.copy.slot().override(WorkerState.LOOPING, 0);
		this.fixture.failure = new OutOfMemoryError("no thread");
		advance(MOMENT);
		assertThat(this.fixture.told).endsWith("The hot standby of worker 'copy' could not be started; another attempt"
				+ " follows: java.lang.OutOfMemoryError: no thread");
		this.fixture.failure = null;
		advance(Duration.ofSeconds(31));
		assertThat(this.fixture.children).hasSize(2);
	}

	@Test
	void endRetiresAllAndStartsNone() {
		TestChild hot = wait(this.copy);
		this.pool.end();
		assertThat(hot.retired).isTrue();
		assertThat(this.pool.isEmpty()).isFalse();
		this.fixture.end(hot, 0);
		this.fixture.end(this.fixture.child(0), 0);
		advance(MOMENT);
		assertThat(this.pool.isEmpty()).isTrue();
		assertThat(this.fixture.children).hasSize(2);
	}

	@Test
	void processThatWaitsIsNoStray() {
		TestChild hot = wait(this.copy);
		advance(MOMENT);
		advance(ChildRegister.STRAY_GRACE.plus(MOMENT));
		assertThat(hot.killed).isFalse();
		assertThat(hot.messages).noneMatch(ControlMessage.Retire.class::isInstance);
	}

}
