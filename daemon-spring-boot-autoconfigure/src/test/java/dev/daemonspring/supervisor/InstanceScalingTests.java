package dev.daemonspring.supervisor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.daemonspring.policy.OperatorOrder;
import dev.daemonspring.region.TotalWord;
import dev.daemonspring.region.WantedState;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link InstanceScaling} and {@link TotalCheck}, with a supervisor without
 * processes.
 */
class InstanceScalingTests {

	private static final Duration SOON = Duration.ofSeconds(2);

	private @TempDir Path directory;

	private SupervisorFixture daemon;

	private WorkerGroup group;

	@BeforeEach
	void start() {
		this.daemon = new SupervisorFixture(this.directory, 0, SupervisorFixture.several("handyman", 3, 5),
				SupervisorFixture.worker("copy", true))
			.start();
		this.group = Objects.requireNonNull(this.daemon.supervisor.group("handyman"));
	}

	@AfterEach
	void close() {
		this.daemon.close();
	}

	@Test
	void asManyInstancesStartAsAreConfigured() {
		assertThat(present()).containsExactly("handyman#0", "handyman#1", "handyman#2");
		assertThat(present()).allMatch((name) -> this.daemon.state(name) == WorkerState.LOOPING);
		assertThat(this.daemon.living()).hasSize(4);
		assertThat(process(1).assignment().worker()).isEqualTo("handyman#1");
		assertThat(total(1)).isEqualTo(3);
	}

	@Test
	void workerThatCanHaveOneInstanceHasANameWithoutIndex() {
		assertThat(this.daemon.worker("copy").name()).isEqualTo("copy");
		assertThat(this.daemon.process("copy").assignment().worker()).isEqualTo("copy");
	}

	@Test
	void deathOfAnInstanceLeavesTheOthersAlone() {
		FakeProcess first = process(0);
		FakeProcess third = process(2);
		FakeProcess second = process(1);
		second.exit(137);
		this.daemon.loop.advance(SOON);
		assertThat(process(1)).isNotSameAs(second);
		assertThat(this.daemon.state("handyman#1")).isEqualTo(WorkerState.LOOPING);
		assertThat(process(0)).isSameAs(first);
		assertThat(process(2)).isSameAs(third);
		assertThat(this.daemon.worker("handyman#0").history().restarts()).isZero();
		assertThat(this.daemon.worker("handyman#1").history().restarts()).isEqualTo(1);
	}

	@Test
	void lowestFreeIndexComesFirst() {
		assertThat(scale(4)).isTrue();
		this.daemon.loop.advance(SOON);
		assertThat(present()).containsExactly("handyman#0", "handyman#1", "handyman#2", "handyman#3");
		assertThat(present()).allMatch((name) -> this.daemon.state(name) == WorkerState.LOOPING);
		assertThat(total(0)).isEqualTo(4);
		assertThat(total(3)).isEqualTo(4);
		assertThat(isHeld(0)).isFalse();
	}

	@Test
	void highestIndexLeavesFirst() {
		FakeProcess leaving = process(2);
		assertThat(scale(2)).isTrue();
		this.daemon.loop.advance(SOON);
		assertThat(leaving.isAlive()).isFalse();
		assertThat(present()).containsExactly("handyman#0", "handyman#1");
		assertThat(total(0)).isEqualTo(2);
		assertThat(isHeld(0)).isFalse();
	}

	@Test
	void sameNumberChangesNothing() {
		assertThat(scale(3)).isFalse();
	}

	@Test
	void instanceThatLeavesIsPresentUntilItIsGoneAndTheOthersWorkOn() {
		process(2).stubborn = true;
		scale(2);
		this.daemon.loop.advance(SOON);
		assertThat(present()).contains("handyman#2");
		assertThat(this.daemon.state("handyman#2")).isEqualTo(WorkerState.SPINDOWN);
		assertThat(total(0)).isEqualTo(3);
		assertThat(isHeld(0)).isFalse();
		this.daemon.loop.advance(SupervisorFixture.GRACE.multipliedBy(3));
		assertThat(present()).containsExactly("handyman#0", "handyman#1");
		assertThat(total(0)).isEqualTo(2);
	}

	@Test
	void instanceThatLeavesFollowsNoOrder() {
		process(2).stubborn = true;
		scale(2);
		assertThat(this.daemon.order(OperatorOrder.START, "handyman#2")).isFalse();
		assertThat(this.daemon.order(OperatorOrder.RESTART, "handyman#2")).isFalse();
		this.daemon.loop.advance(SupervisorFixture.GRACE.multipliedBy(3));
		assertThat(this.daemon.state("handyman#2")).isEqualTo(WorkerState.STOPPED);
	}

	@Test
	void instanceThatIsWantedAgainWhileItLeavesComesBackAfterItsEnd() {
		FakeProcess leaving = process(2);
		leaving.stubborn = true;
		scale(2);
		scale(3);
		this.daemon.loop.advance(SupervisorFixture.GRACE.multipliedBy(3));
		assertThat(leaving.isAlive()).isFalse();
		assertThat(this.daemon.state("handyman#2")).isEqualTo(WorkerState.LOOPING);
		assertThat(total(2)).isEqualTo(3);
		assertThat(isHeld(2)).isFalse();
	}

	@Test
	void longIterationDelaysTheChangeForAllAndIsNamed() {
		process(1).busy = true;
		scale(4);
		this.daemon.loop.advance(Duration.ofMinutes(3));
		assertThat(this.group.awaited()).containsExactly("handyman#1");
		assertThat(this.group.total()).isEqualTo(3);
		assertThat(isHeld(0)).isTrue();
		assertThat(isHeld(3)).isTrue();
		process(1).busy = false;
		process(1).act();
		this.daemon.loop.advance(SOON);
		assertThat(this.group.awaited()).isEmpty();
		assertThat(this.group.total()).isEqualTo(4);
		assertThat(isHeld(0)).isFalse();
	}

	@Test
	void deathOfTheOneThatDelaysTheChangeEndsTheDelay() {
		process(1).busy = true;
		scale(4);
		this.daemon.loop.advance(SOON);
		process(1).exit(137);
		this.daemon.loop.advance(SOON);
		assertThat(this.group.total()).isEqualTo(4);
		assertThat(total(1)).isEqualTo(4);
		assertThat(isHeld(1)).isFalse();
	}

	@Test
	void lostRingDelaysTheChangeByASecond() {
		process(1).deafness = 1;
		scale(4);
		this.daemon.loop.advance(Duration.ofSeconds(3));
		assertThat(this.group.total()).isEqualTo(4);
	}

	@Test
	void instanceThatDoesNotComeUpDelaysTheChangeOnlyUntilItHasFailed() {
		this.daemon.onLaunch = (process) -> process.exit(1);
		scale(4);
		this.daemon.loop.advance(SOON);
		assertThat(this.daemon.state("handyman#3")).isEqualTo(WorkerState.RESTARTING);
		assertThat(this.group.total()).isEqualTo(4);
	}

	@Test
	void instanceThatSpinsUpForLongIsWaitedForAndTheOthersWorkOn() {
		this.daemon.onLaunch = (process) -> process.spinsUp = true;
		scale(4);
		this.daemon.loop.advance(Duration.ofSeconds(10));
		assertThat(isHeld(0)).isFalse();
		assertThat(this.group.total()).isEqualTo(3);
		this.daemon.loop.advance(Duration.ofMinutes(1));
		assertThat(this.group.total()).as("after its start-timeout").isEqualTo(4);
	}

	@Test
	void instanceThatComesBackIsWaitedForAsIfItWereNew() {
		scale(4);
		this.daemon.loop.advance(SOON);
		scale(3);
		this.daemon.loop.advance(SOON);
		this.daemon.onLaunch = (process) -> process.spinsUp = true;
		scale(4);
		this.daemon.loop.advance(SOON);
		assertThat(this.group.total()).isEqualTo(3);
		assertThat(isHeld(0)).isFalse();
	}

	@Test
	void newInstancesArePausedWhereAllOthersAre() {
		this.group.present().forEach((worker) -> this.daemon.order(OperatorOrder.PAUSE, worker.name()));
		scale(4);
		this.daemon.loop.advance(SOON);
		assertThat(this.daemon.state("handyman#3")).isEqualTo(WorkerState.PAUSED);
		assertThat(this.group.total()).isEqualTo(4);
	}

	@Test
	void newInstancesAreStoppedWhereAllOthersAre() {
		this.group.present().forEach((worker) -> this.daemon.order(OperatorOrder.STOP, worker.name()));
		this.daemon.loop.advance(SOON);
		scale(4);
		this.daemon.loop.advance(SOON);
		assertThat(this.daemon.state("handyman#3")).isEqualTo(WorkerState.STOPPED);
		assertThat(this.daemon.worker("handyman#3").wanted()).isEqualTo(WantedState.STOPPED);
		assertThat(present()).contains("handyman#3");
		assertThat(this.daemon.order(OperatorOrder.START, "handyman#3")).isTrue();
		this.daemon.loop.advance(SOON);
		assertThat(total(3)).isEqualTo(4);
	}

	@Test
	void scalingIsPublished() {
		scale(1);
		await().until(() -> this.daemon.events.contains(new WorkerScaledEvent("handyman", 3, 1)));
	}

	private boolean scale(int number) {
		return this.daemon.supervisor.scale(this.group, number, "a test");
	}

	private List<String> present() {
		return this.group.present().stream().map(ManagedWorker::name).toList();
	}

	private FakeProcess process(int index) {
		return this.daemon.process("handyman#" + index);
	}

	private int total(int index) {
		return TotalWord.total(process(index).slot().total());
	}

	private boolean isHeld(int index) {
		return TotalWord.isHeld(process(index).slot().total());
	}

}
