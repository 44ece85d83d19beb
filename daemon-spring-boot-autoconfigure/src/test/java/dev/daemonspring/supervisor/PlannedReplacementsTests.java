package dev.daemonspring.supervisor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

import dev.daemonspring.policy.OperatorOrder;
import dev.daemonspring.policy.WorkerLimits;
import dev.daemonspring.region.ProcessPhase;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PlannedReplacements}, with a supervisor without processes and with one
 * standby.
 */
class PlannedReplacementsTests {

	private static final int MOST = 5;

	private static final Duration SOON = Duration.ofSeconds(5);

	private static final Duration LATE = Duration.ofMinutes(2);

	private @TempDir Path directory;

	private SupervisorFixture daemon;

	private WorkerGroup group;

	@BeforeEach
	void start() {
		start(new WorkerLimits(null, (long) MOST));
	}

	private void start(WorkerLimits limits) {
		this.daemon = new SupervisorFixture(this.directory, 1, SupervisorFixture.several("handyman", 3, 4, limits))
			.start();
		this.group = Objects.requireNonNull(this.daemon.supervisor.group("handyman"));
		this.daemon.loop.advance(LATE);
	}

	@AfterEach
	void close() {
		this.daemon.close();
	}

	@Test
	void instancesThatReachTheirLimitAtTheSameTimeAreReplacedOneAfterTheOther() {
		List<Long> before = pids();
		iterate();
		boolean over = this.daemon.loop.advance(LATE, () -> {
			assertThat(down()).isLessThan(2);
			return pids().stream().noneMatch(before::contains) && down() == 0;
		});
		assertThat(over).isTrue();
		for (ManagedWorker worker : this.group.present()) {
			assertThat(worker.state()).isEqualTo(WorkerState.LOOPING);
			assertThat(WorkerInfo.of(worker).replacements()).isOne();
			assertThat(WorkerInfo.of(worker).restarts()).isZero();
		}
		this.daemon.loop.advance(LATE);
		assertThat(this.group.present()).extracting((worker) -> worker.attached().incarnation()).containsOnly(2);
		assertThat(this.daemon.living()).as("three instances and the standby").hasSize(4);
	}

	@Test
	void processWorksOnUntilAnotherHasBooted() {
		this.daemon.onLaunch = (process) -> process.phase(ProcessPhase.BOOTING);
		FakeProcess first = this.daemon.process("handyman#0");
		FakeProcess second = this.daemon.process("handyman#1");
		first.iterate(MOST);
		second.iterate(MOST);
		this.daemon.loop.advance(SOON);
		assertThat(first.isAlive()).as("replaced by the standby").isFalse();
		second.iterate(MOST);
		this.daemon.loop.advance(SOON);
		assertThat(second.isAlive()).as("there is no standby yet").isTrue();
		this.daemon.living().forEach((process) -> process.phase(ProcessPhase.READY));
		this.daemon.loop.advance(SOON);
		assertThat(second.isAlive()).isFalse();
		assertThat(this.daemon.state("handyman#1")).isEqualTo(WorkerState.LOOPING);
	}

	@Test
	void iterationIsNeverCutShortBecauseOfItsNumber() {
		FakeProcess first = this.daemon.process("handyman#0");
		first.busy = true;
		first.iterate(MOST);
		this.daemon.loop.advance(Duration.ofHours(1));
		assertThat(first.isAlive()).isTrue();
		assertThat(first.terminated).isZero();
		first.busy = false;
		first.act();
		assertThat(this.daemon.reaches("handyman#0", WorkerState.LOOPING, SOON)).isTrue();
		assertThat(this.daemon.process("handyman#0")).isNotSameAs(first);
		assertThat(WorkerInfo.of(this.daemon.worker("handyman#0")).replacements()).isOne();
	}

	@Test
	void noOtherIsReplacedWhenOneDoesNotComeUp() {
		FakeProcess second = this.daemon.process("handyman#1");
		this.daemon.onLaunch = FakeProcess::spinUpOnly;
		this.daemon.living()
			.stream()
			.filter((process) -> !pids().contains(process.pid()))
			.forEach(FakeProcess::spinUpOnly);
		iterate();
		this.daemon.loop.advance(SOON);
		assertThat(this.daemon.state("handyman#0")).isEqualTo(WorkerState.SPINUP);
		this.daemon.process("handyman#0").exit(1);
		this.daemon.loop.advance(LATE);
		assertThat(second.isAlive()).isTrue();
		this.daemon.onLaunch = (process) -> {
		};
		this.daemon.living().forEach((process) -> process.spinsUp = false);
		this.daemon.living().forEach(FakeProcess::act);
		this.daemon.loop.advance(LATE);
		assertThat(second.isAlive()).as("once the one before is up").isFalse();
		assertThat(down()).isZero();
	}

	@Test
	void crashOfAProcessThatWaitsToBeReplacedIsACrash() {
		this.daemon.onLaunch = (process) -> process.phase(ProcessPhase.BOOTING);
		iterate();
		this.daemon.process("handyman#2").exit(1);
		this.daemon.loop.advance(SOON);
		assertThat(WorkerInfo.of(this.daemon.worker("handyman#2")).restarts()).isOne();
		assertThat(WorkerInfo.of(this.daemon.worker("handyman#2")).replacements()).isZero();
	}

	@Test
	void limitDuringARollingRestartReplacesNothingTwice() {
		iterate();
		assertThat(roll()).isTrue();
		assertThat(roll()).as("a second time").isFalse();
		iterate();
		this.daemon.loop.advance(LATE, () -> {
			assertThat(down()).isLessThan(2);
			return false;
		});
		assertThat(this.group.present()).extracting((worker) -> worker.attached().incarnation()).containsOnly(2);
		assertThat(roll()).as("once it is over").isTrue();
	}

	@Test
	void rollingRestartDoesNotWaitForALongIterationLongerThanForItsGrace() {
		FakeProcess second = this.daemon.process("handyman#1");
		second.busy = true;
		second.stubborn = true;
		second.iterate(MOST);
		this.daemon.loop.advance(SOON);
		assertThat(roll()).isTrue();
		this.daemon.loop.advance(SupervisorFixture.GRACE.minusSeconds(1));
		assertThat(second.isAlive()).isTrue();
		this.daemon.loop.advance(LATE);
		assertThat(second.isAlive()).isFalse();
		assertThat(this.group.present()).extracting((worker) -> worker.attached().incarnation()).containsOnly(2);
	}

	@Test
	void instanceThatAnOperatorRestartsMeanwhileIsNotReplacedAgain() {
		this.daemon.onLaunch = (process) -> process.phase(ProcessPhase.BOOTING);
		iterate();
		this.daemon.order(OperatorOrder.RESTART, "handyman#2");
		this.daemon.loop.advance(SOON);
		this.daemon.living().forEach((process) -> process.phase(ProcessPhase.READY));
		this.daemon.onLaunch = (process) -> {
		};
		this.daemon.loop.advance(LATE);
		assertThat(this.group.present()).extracting((worker) -> worker.attached().incarnation()).containsOnly(2);
	}

	@Test
	void stoppedInstanceStaysStopped() {
		this.daemon.order(OperatorOrder.STOP, "handyman#1");
		this.daemon.loop.advance(SOON);
		this.daemon.process("handyman#0").iterate(MOST);
		this.daemon.loop.advance(SOON);
		assertThat(this.daemon.state("handyman#1")).isEqualTo(WorkerState.STOPPED);
		assertThat(this.daemon.worker("handyman#0").attached().incarnation()).isEqualTo(2);
	}

	@Test
	void pausedInstanceIsReplacedAndStaysPaused() {
		this.daemon.order(OperatorOrder.PAUSE, "handyman#1");
		this.daemon.process("handyman#1").iterate(MOST);
		this.daemon.loop.advance(SOON);
		assertThat(this.daemon.worker("handyman#1").attached().incarnation()).isEqualTo(2);
		assertThat(this.daemon.state("handyman#1")).isEqualTo(WorkerState.PAUSED);
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void processesThatAreTooLargeAreReplacedOneAfterTheOther() {
		this.daemon.close();
		this.daemon = new SupervisorFixture(this.directory, 1,
				SupervisorFixture.several("handyman", 3, 4, new WorkerLimits(DataSize.ofMegabytes(1), null)));
		// The processes count as large as this one
		this.daemon.pids = ProcessHandle.current()::pid;
		this.daemon.start();
		this.group = Objects.requireNonNull(this.daemon.supervisor.group("handyman"));
		this.daemon.loop.advance(Duration.ofMinutes(10), () -> {
			assertThat(down()).isLessThan(2);
			return false;
		});
		for (ManagedWorker worker : this.group.present()) {
			assertThat(WorkerInfo.of(worker).replacements()).as("in ten minutes").isBetween(10L, 40L);
			assertThat(WorkerInfo.of(worker).restarts()).isZero();
		}
	}

	private void iterate() {
		for (ManagedWorker worker : this.group.present()) {
			this.daemon.process(worker.name()).iterate(MOST);
		}
	}

	private boolean roll() {
		return this.daemon.supervisor.restartRolling(this.group.present());
	}

	private List<Long> pids() {
		return this.group.present()
			.stream()
			.map((worker) -> (worker.process() != null) ? worker.process().pid() : Long.valueOf(0))
			.toList();
	}

	private long down() {
		return this.group.present().stream().filter((worker) -> !worker.hasSpunUp()).count();
	}

}
