package dev.daemonspring.supervisor;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.daemonspring.policy.OperatorOrder;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the supervision of workers that are done, and for {@link DoneCheck}.
 */
class WorkerDoneTests {

	private static final Duration SOON = Duration.ofSeconds(2);

	private @TempDir Path directory;

	private SupervisorFixture daemon;

	@AfterEach
	void close() {
		this.daemon.close();
	}

	private void start(boolean forever, String... names) {
		WorkerSpecification[] workers = new WorkerSpecification[names.length];
		for (int i = 0; i < names.length; i++) {
			workers[i] = SupervisorFixture.worker(names[i], forever);
		}
		this.daemon = new SupervisorFixture(this.directory, 0, workers).start();
	}

	private void done(String name) {
		assertThat(this.daemon.process(name).done()).isTrue();
		this.daemon.loop.advance(SOON);
	}

	@Test
	void workerThatIsDoneStaysSoAndIsNoCrash() {
		start(false, "job");
		done("job");
		assertThat(this.daemon.state("job")).isEqualTo(WorkerState.DONE);
		assertThat(this.daemon.worker("job").process()).isNull();
		assertThat(this.daemon.worker("job").isRunning()).isFalse();
		assertThat(this.daemon.worker("job").lives().latest()).extracting(WorkerLife::reason)
			.containsExactly(WorkerLife.Reason.DONE);
		assertThat(this.daemon.worker("job").history().restarts()).isZero();
		assertThat(this.daemon.daemonEnds).isFalse();
	}

	@Test
	void workerThatIsDoneIsNotRestartedThoughItIsForever() {
		start(true, "job");
		done("job");
		assertThat(this.daemon.state("job")).isEqualTo(WorkerState.DONE);
	}

	@Test
	void workerThatIsDoneIsFoundToBeThoughItsExitIsNeverTold() {
		start(false, "job");
		this.daemon.process("job").silent = true;
		done("job");
		assertThat(this.daemon.state("job")).isEqualTo(WorkerState.DONE);
		assertThat(this.daemon.worker("job").process()).isNull();
	}

	@Test
	void workerThatIsDoneIsStartedAgainByAnOrder() {
		start(true, "job");
		done("job");
		assertThat(this.daemon.order(OperatorOrder.PAUSE, "job")).isFalse();
		assertThat(this.daemon.order(OperatorOrder.RESUME, "job")).isFalse();
		assertThat(this.daemon.order(OperatorOrder.START, "job")).isTrue();
		assertThat(this.daemon.reaches("job", WorkerState.LOOPING, SOON)).isTrue();
		assertThat(this.daemon.worker("job").history().restarts()).isZero();
	}

	@Test
	void workerThatWasPausedWhenItWasDoneLoopsWhenItIsStarted() {
		start(true, "job");
		assertThat(this.daemon.order(OperatorOrder.PAUSE, "job")).isTrue();
		done("job");
		assertThat(this.daemon.order(OperatorOrder.START, "job")).isTrue();
		assertThat(this.daemon.reaches("job", WorkerState.LOOPING, SOON)).isTrue();
	}

	@Test
	void workerThatIsDoneIsStoppedByAnOrder() {
		start(true, "job");
		done("job");
		assertThat(this.daemon.order(OperatorOrder.STOP, "job")).isTrue();
		assertThat(this.daemon.state("job")).isEqualTo(WorkerState.STOPPED);
		assertThat(this.daemon.order(OperatorOrder.STOP, "job")).isFalse();
	}

	@Test
	void allIsDoneWhenTheLastWorkerHasEnded() {
		start(true, "job", "other");
		done("job");
		assertThat(this.daemon.done).isNull();
		this.daemon.order(OperatorOrder.STOP, "other");
		this.daemon.loop.advance(SOON);
		assertThat(this.daemon.done).isEqualTo("done");
	}

	@Test
	void allIsDoneOnlyWhenTheProcessIsGone() {
		start(true, "job");
		this.daemon.process("job").slot().state(WorkerState.DONE);
		this.daemon.loop.advance(Duration.ofMillis(200));
		assertThat(this.daemon.done).isNull();
		done("job");
		assertThat(this.daemon.done).isEqualTo("done");
	}

	@Test
	void workersThatWereAllStoppedAreNotDone() {
		start(true, "job");
		this.daemon.order(OperatorOrder.STOP, "job");
		this.daemon.loop.advance(SOON);
		assertThat(this.daemon.done).isNull();
	}

	@Test
	void workerThatHasFailedIsReportedWithTheOneThatIsDone() {
		start(false, "job", "other");
		this.daemon.process("other").exit(1);
		this.daemon.loop.advance(SOON);
		assertThat(this.daemon.state("other")).isEqualTo(WorkerState.FAILED);
		done("job");
		assertThat(this.daemon.done).isEqualTo("failed");
	}

	@Test
	void ticksCountFromTheStartByOrderAndNotFromARestart() {
		start(true, "job");
		long first = this.daemon.process("job").assignment().ticksFrom();
		this.daemon.loop.wallClock += 5_000;
		this.daemon.process("job").exit(137);
		this.daemon.loop.advance(SOON);
		assertThat(this.daemon.process("job").assignment().ticksFrom()).isEqualTo(first);
		this.daemon.order(OperatorOrder.STOP, "job");
		this.daemon.loop.advance(SOON);
		this.daemon.order(OperatorOrder.START, "job");
		this.daemon.loop.advance(SOON);
		assertThat(this.daemon.process("job").assignment().ticksFrom()).isEqualTo(first + 5_000);
	}

}
