package dev.daemonspring.supervisor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.daemonspring.policy.OperatorOrder;
import dev.daemonspring.protocol.ExitCode;
import dev.daemonspring.protocol.LeaseGrant;
import dev.daemonspring.region.ProcessPhase;
import dev.daemonspring.region.WantedState;
import dev.daemonspring.supervisor.TestLeases.TestLease;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what a supervisor does with a worker that the replicas share, without
 * processes and real time.
 */
class LeaseCheckTests {

	private static final Duration SOON = Duration.ofSeconds(1);

	private final TestLeases leases = new TestLeases();

	private SupervisorFixture fixture;

	private TestLease lease;

	@BeforeEach
	void start(@TempDir Path directory) {
		this.fixture = new SupervisorFixture(directory, 0,
				SupervisorFixture.clustered(SupervisorFixture.worker("copy", true)));
		this.fixture.supervisor.share(this.leases);
		this.lease = this.leases.leases.get("copy");
		this.fixture.start();
	}

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	void workerWithoutItsLeaseIsStoppedAndNoProcessIsStarted() {
		assertThat(this.fixture.state("copy")).isEqualTo(WorkerState.STOPPED);
		assertThat(this.fixture.worker("copy").wanted()).isEqualTo(WantedState.LOOPING);
		assertThat(WorkerInfo.of(this.fixture.worker("copy")).awaitsLease()).isTrue();
		assertThat(this.fixture.processes).isEmpty();
		assertThat(this.lease.wanted).isTrue();
		assertThat(this.fixture.supervisor.isSpunUp()).isTrue();
	}

	@Test
	void workerStartsWhenItsLeaseIsHeldAndItsProcessKnowsTheDeadline() {
		hold(4711);
		assertThat(this.fixture.process("copy").slot().lease()).isEqualTo(4711);
		assertThat(this.fixture.process("copy").assignment().lease())
			.isEqualTo(new LeaseGrant(Duration.ofSeconds(15), OptionalLong.of(TestLease.TOKEN)));
		this.lease.hold(4712);
		this.fixture.loop.advance(SOON);
		assertThat(this.lease.inUse).isTrue();
		assertThat(this.fixture.process("copy").slot().lease()).isEqualTo(4712);
		assertThat(this.fixture.events).filteredOn((event) -> event instanceof WorkerRestartedEvent).isEmpty();
	}

	@Test
	void replicaIsPreparedWhenAStandbyIsReadyOrNoneIsToBe(@TempDir Path other) {
		assertThat(this.leases.prepared).isTrue();
		TestLeases shared = new TestLeases();
		try (SupervisorFixture waiting = new SupervisorFixture(other, 1,
				SupervisorFixture.clustered(SupervisorFixture.worker("copy", true)))) {
			shared.prepared = true;
			waiting.supervisor.share(shared);
			waiting.onLaunch = (process) -> process.phase(ProcessPhase.NEW);
			waiting.start();
			waiting.loop.advance(SOON);
			assertThat(shared.prepared).isFalse();
			waiting.processes.get(0).phase(ProcessPhase.READY);
			waiting.loop.advance(SOON);
			assertThat(shared.prepared).isTrue();
		}
	}

	@Test
	void workerIsAskedToEndWhenItsLeaseExpiresAndStartsAgainWithTheNext() {
		hold(1);
		this.lease.expire();
		assertThat(this.fixture.reaches("copy", WorkerState.STOPPED, SOON)).isTrue();
		this.fixture.loop.advance(SOON);
		assertThat(this.lease.inUse).isFalse();
		assertThat(this.lease.wanted).isTrue();
		assertThat(lastReason()).isEqualTo(WorkerLife.Reason.LEASE_ENDED);
		hold(2);
		assertThat(this.fixture.worker("copy").history().restarts()).isZero();
	}

	@Test
	void processThatDoesNotEndIsKilledWhenTheLeaseIsOver() {
		hold(1);
		FakeProcess process = this.fixture.process("copy");
		process.frozen = true;
		this.lease.expire();
		this.fixture.loop.advance(SOON);
		assertThat(process.isAlive()).isTrue();
		this.lease.end();
		this.fixture.loop.advance(SOON);
		assertThat(process.isAlive()).isFalse();
		assertThat(this.fixture.state("copy")).isEqualTo(WorkerState.STOPPED);
		assertThat(this.lease.inUse).isFalse();
	}

	@Test
	void processThatEndedItselfBecauseOfItsLeaseHasNotCrashed() {
		hold(1);
		FakeProcess process = this.fixture.process("copy");
		process.slot().departed(process.assignment().incarnation(), ExitCode.LEASE_OVER);
		this.lease.end();
		process.exit(137);
		this.fixture.loop.advance(SOON);
		assertThat(lastReason()).isEqualTo(WorkerLife.Reason.LEASE_ENDED);
		assertThat(this.fixture.worker("copy").history().restarts()).isZero();
		assertThat(this.fixture.state("copy")).isEqualTo(WorkerState.STOPPED);
	}

	@Test
	void processThatCrashesIsRestartedWhileTheLeaseIsHeldAndElsewhereOtherwise() {
		hold(1);
		this.fixture.process("copy").exit(1);
		assertThat(this.fixture.reaches("copy", WorkerState.LOOPING, SOON)).isTrue();
		assertThat(this.fixture.processes).hasSize(2);
		this.lease.expire();
		this.fixture.process("copy").exit(1);
		this.fixture.loop.advance(Duration.ofMinutes(1));
		assertThat(this.fixture.processes).hasSize(2);
		assertThat(this.fixture.state("copy")).isEqualTo(WorkerState.STOPPED);
	}

	@Test
	void leaseOfAWorkerThatAnOperatorStoppedIsNotWantedAfterTheExit() {
		hold(1);
		this.fixture.process("copy").stubborn = true;
		assertThat(this.fixture.order(OperatorOrder.STOP, "copy")).isTrue();
		this.fixture.loop.advance(Duration.ofMillis(200));
		assertThat(this.lease.wanted).isFalse();
		assertThat(this.lease.inUse).isTrue();
		this.fixture.process("copy").exit(0);
		this.fixture.loop.advance(SOON);
		assertThat(this.lease.inUse).isFalse();
		assertThat(WorkerInfo.of(this.fixture.worker("copy")).awaitsLease()).isFalse();
		assertThat(this.fixture.order(OperatorOrder.START, "copy")).isTrue();
		this.fixture.loop.advance(SOON);
		assertThat(this.lease.wanted).isTrue();
	}

	@Test
	void leaseOfAWorkerThatIsDoneIsKeptSoThatNobodyDoesItAgain() {
		hold(1);
		this.fixture.process("copy").done();
		assertThat(this.fixture.reaches("copy", WorkerState.DONE, SOON)).isTrue();
		this.fixture.loop.advance(SOON);
		assertThat(this.lease.wanted).isTrue();
		assertThat(this.lease.inUse).isFalse();
	}

	@Test
	void workerThatWaitsCanBeStoppedByAnOperator() {
		assertThat(this.fixture.order(OperatorOrder.STOP, "copy")).isTrue();
		this.fixture.loop.advance(SOON);
		assertThat(this.lease.wanted).isFalse();
		hold();
		assertThat(this.fixture.processes).isEmpty();
	}

	@Test
	void ticksCountFromWhenTheHolderThatDiedWasLastHeardOf() {
		this.lease.vacancy = Duration.ofSeconds(20);
		long before = this.fixture.loop.currentTimeMillis();
		hold(1);
		assertThat(this.fixture.process("copy").assignment().ticksFrom()).isBetween(before - 20_000,
				this.fixture.loop.currentTimeMillis() - 20_000);
	}

	@Test
	void leaseIsConfirmedOnceTheProcessHasDealtWithATick() {
		hold(1);
		int before = this.lease.confirmed;
		this.fixture.process("copy").slot().tick(4711);
		this.fixture.loop.advance(SOON);
		assertThat(this.lease.confirmed).isEqualTo(before + 1);
	}

	private void hold(long deadline) {
		this.lease.hold(deadline);
		this.leases.changed.accept("copy");
		assertThat(this.fixture.reaches("copy", WorkerState.LOOPING, SOON)).isTrue();
	}

	private void hold() {
		this.lease.hold(1);
		this.leases.changed.accept("copy");
		this.fixture.loop.advance(SOON);
	}

	private WorkerLife.Reason lastReason() {
		return this.fixture.worker("copy").lives().latest().get(0).reason();
	}

	@Test
	void rollingRestartPassesAWorkerOverThatAnotherReplicaRuns() {
		assertThat(this.fixture.supervisor.restartRolling(List.of(this.fixture.worker("copy")))).isTrue();
		this.fixture.loop.advance(SOON);
		assertThat(this.fixture.processes).isEmpty();
		assertThat(this.fixture.supervisor.restartRolling(List.of(this.fixture.worker("copy"))))
			.as("the one before is over")
			.isTrue();
	}

}
