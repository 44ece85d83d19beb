package dev.daemonspring.supervisor;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.daemonspring.policy.ProcessEnding.Reason;
import dev.daemonspring.region.Activity;
import dev.daemonspring.supervisor.WorkerSpecification.StallAction;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StallCheck}, in a supervisor that is driven by hand.
 */
class StallCheckTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(4);

	private static final Duration MOMENT = Duration.ofMillis(500);

	@TempDir
	Path directory;

	private SupervisorFixture daemon;

	@AfterEach
	void close() {
		this.daemon.close();
	}

	private FakeProcess start(StallAction action) {
		this.daemon = new SupervisorFixture(this.directory, 1, SupervisorFixture.watched("copy", TIMEOUT, action))
			.start();
		return this.daemon.process("copy");
	}

	@Test
	void iterationWithoutProgressIsDumpedThenKilledAndTheWorkerRestarted() {
		FakeProcess process = start(StallAction.RESTART);
		process.slot().iterationStarted();
		this.daemon.loop.advance(TIMEOUT.minus(MOMENT));
		assertThat(process.dumps).isZero();
		assertThat(this.daemon.reaches("copy", WorkerState.STALLED, MOMENT.multipliedBy(2))).isTrue();
		assertThat(process.dumps).isOne();
		assertThat(process.isAlive()).as("alive, to write its dump").isTrue();
		assertThat(this.daemon.worker("copy").termination().reason()).isEqualTo(Reason.STALL);
		assertThat(this.daemon.reaches("copy", WorkerState.LOOPING, Duration.ofSeconds(2))).isTrue();
		assertThat(process.isAlive()).isFalse();
		assertThat(process.terminated).as("times that it was asked").isZero();
		assertThat(process.dumps).isOne();
		assertThat(this.daemon.worker("copy").history().restarts()).isOne();
	}

	@Test
	void iterationWithoutProgressIsDumpedAndLetAloneWhereThatIsConfigured() {
		FakeProcess process = start(StallAction.LOG);
		process.slot().iterationStarted();
		this.daemon.loop.advance(TIMEOUT.plus(MOMENT));
		assertThat(process.dumps).isOne();
		assertThat(this.daemon.state("copy")).isEqualTo(WorkerState.LOOPING);
		this.daemon.loop.advance(TIMEOUT.plus(MOMENT));
		assertThat(process.dumps).as("dumps, one per timeout").isEqualTo(2);
		assertThat(process.isAlive()).isTrue();
	}

	@Test
	void iterationWithProgressIsLetAlone() {
		FakeProcess process = start(StallAction.RESTART);
		process.slot().iterationStarted();
		for (int i = 0; i < 10; i++) {
			this.daemon.loop.advance(TIMEOUT.minus(MOMENT));
			process.slot().progress();
		}
		assertThat(process.dumps).isZero();
		assertThat(this.daemon.process("copy")).isSameAs(process);
	}

	@Test
	void workerThatWaitsAndAnswersNoRingIsStalled() {
		FakeProcess process = start(StallAction.RESTART);
		process.slot().activity(Activity.IDLE);
		process.frozen = true;
		assertThat(this.daemon.reaches("copy", WorkerState.STALLED, TIMEOUT.multipliedBy(2))).isTrue();
	}

	@Test
	void stallDuringAnEndThatWasOrderedIsTheEndsBusiness() {
		FakeProcess process = start(StallAction.RESTART);
		process.slot().iterationStarted();
		process.stubborn = true;
		this.daemon.loop.run(() -> this.daemon.worker("copy").end(Reason.RESTART, this.daemon.loop.now()));
		this.daemon.loop.advance(TIMEOUT.plus(MOMENT));
		assertThat(process.dumps).isZero();
		assertThat(this.daemon.worker("copy").termination().reason()).isEqualTo(Reason.RESTART);
	}

	@Test
	void processThatDoesNotBootInTimeIsStalled() {
		this.daemon = new SupervisorFixture(this.directory, 0, SupervisorFixture.worker("copy", true));
		this.daemon.onLaunch = (process) -> process.booting = true;
		this.daemon.start();
		FakeProcess process = this.daemon.process("copy");
		assertThat(this.daemon.reaches("copy", WorkerState.STALLED, Duration.ofSeconds(62))).isTrue();
		assertThat(process.dumps).isOne();
		this.daemon.loop.advance(Duration.ofSeconds(2));
		assertThat(process.isAlive()).isFalse();
	}

}
