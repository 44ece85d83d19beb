package dev.daemonspring.supervisor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.daemonspring.policy.OperatorOrder;
import dev.daemonspring.region.ProcessPhase;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link RollingRestarts}, with a supervisor without processes and without
 * standbys.
 */
class RollingRestartsTests {

	private static final Duration SOON = Duration.ofSeconds(5);

	private @TempDir Path directory;

	private SupervisorFixture daemon;

	private WorkerGroup group;

	@BeforeEach
	void start() {
		this.daemon = new SupervisorFixture(this.directory, 1, SupervisorFixture.several("handyman", 3, 3)).start();
		this.group = Objects.requireNonNull(this.daemon.supervisor.group("handyman"));
	}

	@AfterEach
	void close() {
		this.daemon.close();
	}

	@Test
	void instancesAreRestartedOneAfterTheOther() {
		List<Long> before = pids();
		List<Integer> order = new ArrayList<>();
		assertThat(begin()).isTrue();
		this.daemon.loop.advance(SOON, () -> {
			for (int index = 0; index < 3; index++) {
				if (!order.contains(index) && pids().get(index) > 0 && !pids().get(index).equals(before.get(index))) {
					order.add(index);
				}
			}
			assertThat(pids().stream().filter((pid) -> pid == 0).count()).isLessThan(2);
			return ended() != null;
		});
		assertThat(order).containsExactly(0, 1, 2);
		assertThat(pids()).doesNotContainAnyElementsOf(before);
		awaitEnded(3, null);
		assertThat(this.daemon.worker("handyman#0").history().restarts()).isZero();
	}

	@Test
	void secondCallStartsNothing() {
		assertThat(begin()).isTrue();
		assertThat(begin()).isFalse();
		this.daemon.loop.advance(SOON);
		assertThat(begin()).as("once it is over").isTrue();
		this.daemon.loop.advance(SOON);
		assertThat(this.daemon.worker("handyman#0").attached().incarnation()).isEqualTo(3);
	}

	@Test
	void processEndsOnlyWhenAnotherHasBooted() {
		this.daemon.onLaunch = (process) -> process.phase(ProcessPhase.BOOTING);
		FakeProcess first = this.daemon.process("handyman#0");
		begin();
		this.daemon.loop.advance(SOON);
		FakeProcess second = this.daemon.process("handyman#1");
		assertThat(first.isAlive()).as("replaced by the standby").isFalse();
		this.daemon.loop.advance(SOON);
		assertThat(second.isAlive()).as("there is no standby yet").isTrue();
		this.daemon.living().forEach((process) -> process.phase(ProcessPhase.READY));
		this.daemon.loop.advance(SOON);
		assertThat(second.isAlive()).isFalse();
		assertThat(this.daemon.state("handyman#1")).isEqualTo(WorkerState.LOOPING);
	}

	@Test
	void firstThatDoesNotComeUpStopsTheRestart() {
		List<Long> before = pids();
		this.daemon.loop.advance(SOON);
		this.daemon.living()
			.stream()
			.filter((process) -> !before.contains(process.pid()))
			.forEach(FakeProcess::spinUpOnly);
		begin();
		this.daemon.loop.advance(SOON);
		assertThat(this.daemon.state("handyman#0")).isEqualTo(WorkerState.SPINUP);
		this.daemon.process("handyman#0").exit(1);
		this.daemon.loop.advance(SOON);
		awaitEnded(0, "handyman#0");
		assertThat(pids().subList(1, 3)).isEqualTo(before.subList(1, 3));
	}

	@Test
	void stoppedInstanceStaysStopped() {
		this.daemon.order(OperatorOrder.STOP, "handyman#1");
		this.daemon.loop.advance(SOON);
		begin();
		this.daemon.loop.advance(SOON);
		assertThat(this.daemon.state("handyman#1")).isEqualTo(WorkerState.STOPPED);
		awaitEnded(2, null);
	}

	@Test
	void nothingIsLeftWhenItIsOver() {
		begin();
		this.daemon.loop.advance(Duration.ofMinutes(1));
		assertThat(this.daemon.living()).as("three instances and the standby").hasSize(4);
	}

	private boolean begin() {
		return this.daemon.supervisor.restartRolling(this.group.present());
	}

	private void awaitEnded(int restarted, String failed) {
		await().until(() -> ended() != null);
		RollingRestartEndedEvent event = Objects.requireNonNull(ended());
		assertThat(event.restarted()).isEqualTo(restarted);
		assertThat(event.failed()).isEqualTo(failed);
	}

	private RollingRestartEndedEvent ended() {
		return this.daemon.events.stream()
			.filter(RollingRestartEndedEvent.class::isInstance)
			.map(RollingRestartEndedEvent.class::cast)
			.findFirst()
			.orElse(null);
	}

	/**
	 * Return the pids of the instances, 0 for one that has no process.
	 */
	private List<Long> pids() {
		return this.group.all()
			.stream()
			.map((worker) -> (worker.process() != null) ? worker.process().pid() : Long.valueOf(0))
			.toList();
	}

}
