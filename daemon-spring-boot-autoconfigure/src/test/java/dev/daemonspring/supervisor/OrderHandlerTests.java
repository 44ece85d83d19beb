package dev.daemonspring.supervisor;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.daemonspring.policy.OperatorOrder;
import dev.daemonspring.policy.RestartPolicy;
import dev.daemonspring.region.WantedState;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OrderHandler}, in a supervisor that is driven by hand: each reply of
 * the table is carried out.
 */
class OrderHandlerTests {

	private static final Duration SOON = Duration.ofSeconds(2);

	@TempDir
	Path directory;

	private SupervisorFixture daemon;

	@BeforeEach
	void start() {
		RestartPolicy twice = new RestartPolicy(Duration.ofSeconds(1), 2, Duration.ofSeconds(30),
				Duration.ofSeconds(60), 2, Duration.ofSeconds(60));
		this.daemon = new SupervisorFixture(this.directory, 0, SupervisorFixture.worker("copy", true, twice)).start();
	}

	@AfterEach
	void close() {
		this.daemon.close();
	}

	@Test
	void pauseAndResumeAreHeardAtOnce() {
		assertThat(order(OperatorOrder.PAUSE)).isTrue();
		assertThat(this.daemon.state("copy")).isEqualTo(WorkerState.PAUSED);
		assertThat(order(OperatorOrder.RESUME)).isTrue();
		assertThat(this.daemon.state("copy")).isEqualTo(WorkerState.LOOPING);
	}

	@Test
	void refusedOrderChangesNothing() {
		FakeProcess process = this.daemon.process("copy");
		assertThat(order(OperatorOrder.START)).isFalse();
		assertThat(this.daemon.process("copy")).isSameAs(process);
		assertThat(process.slot().wanted()).isEqualTo(WantedState.LOOPING);
	}

	@Test
	void stopEndsTheProcessAndNoneFollows() {
		FakeProcess process = this.daemon.process("copy");
		assertThat(order(OperatorOrder.STOP)).isTrue();
		this.daemon.loop.advance(SOON);
		assertThat(process.isAlive()).isFalse();
		assertThat(this.daemon.state("copy")).isEqualTo(WorkerState.STOPPED);
		assertThat(this.daemon.living()).isEmpty();
		assertThat(order(OperatorOrder.STOP)).as("the second time").isFalse();
	}

	@Test
	void stopCallsOffAStartThatWaits() {
		crash();
		crash();
		assertThat(this.daemon.state("copy")).as("while it backs off").isEqualTo(WorkerState.RESTARTING);
		assertThat(order(OperatorOrder.STOP)).isTrue();
		assertThat(this.daemon.state("copy")).isEqualTo(WorkerState.STOPPED);
		this.daemon.loop.advance(Duration.ofMinutes(2));
		assertThat(this.daemon.living()).isEmpty();
	}

	@Test
	void restartReplacesTheProcessAndIsNoRestartOfACrash() {
		FakeProcess process = this.daemon.process("copy");
		assertThat(order(OperatorOrder.RESTART)).isTrue();
		assertThat(this.daemon.reaches("copy", WorkerState.LOOPING, SOON)).isTrue();
		assertThat(this.daemon.process("copy")).isNotSameAs(process);
		assertThat(this.daemon.worker("copy").history().restarts()).isZero();
	}

	@Test
	void workerThatWasGivenUpCountsAsStoppedWhenItIsStopped() {
		giveUp();
		assertThat(order(OperatorOrder.STOP)).isFalse();
		assertThat(this.daemon.state("copy")).isEqualTo(WorkerState.STOPPED);
	}

	@Test
	void startForgetsTheCrashesOfAWorkerThatWasGivenUp() {
		giveUp();
		assertThat(order(OperatorOrder.START)).isTrue();
		assertThat(this.daemon.reaches("copy", WorkerState.LOOPING, SOON)).isTrue();
		crash();
		assertThat(this.daemon.state("copy")).as("after a crash that is the first again")
			.isEqualTo(WorkerState.LOOPING);
	}

	@Test
	void nothingButAStopIsFollowedWhileTheDaemonEnds() {
		FakeProcess process = this.daemon.process("copy");
		process.stubborn = true;
		OrderHandler orders = new OrderHandler(null, null, this.daemon.loop, () -> true);
		this.daemon.loop.run(() -> {
			for (OperatorOrder order : OperatorOrder.values()) {
				assertThat(orders.follow(order, this.daemon.worker("copy"))).as("%s", order)
					.isEqualTo(order == OperatorOrder.STOP);
			}
		});
		assertThat(process.slot().wanted()).isEqualTo(WantedState.STOPPED);
	}

	private void giveUp() {
		crash();
		crash();
		assertThat(this.daemon.reaches("copy", WorkerState.LOOPING, SOON)).isTrue();
		crash();
		assertThat(this.daemon.state("copy")).isEqualTo(WorkerState.FAILED);
	}

	private void crash() {
		this.daemon.process("copy").exit(1);
		this.daemon.loop.advance(Duration.ofMillis(100));
	}

	private boolean order(OperatorOrder order) {
		return this.daemon.order(order, "copy");
	}

}
