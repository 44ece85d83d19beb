package dev.daemonspring.supervisor;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.daemonspring.policy.OperatorOrder;
import dev.daemonspring.process.ProcessExit;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link WorkerCheck}, in a supervisor that is driven by hand.
 */
class WorkerCheckTests {

	private static final Duration SOON = Duration.ofSeconds(2);

	private static final Duration LONG = Duration.ofMinutes(1);

	@TempDir
	Path directory;

	private SupervisorFixture daemon;

	@BeforeEach
	void start() {
		this.daemon = new SupervisorFixture(this.directory, 0, SupervisorFixture.worker("copy", true),
				SupervisorFixture.worker("other", true))
			.start();
	}

	@AfterEach
	void close() {
		this.daemon.close();
	}

	@Test
	void changeOfStateIsPublishedOnce() {
		await().atMost(LONG).until(() -> count(WorkerState.LOOPING) == 1);
		this.daemon.loop.advance(SOON);
		this.daemon.order(OperatorOrder.PAUSE, "copy");
		this.daemon.loop.advance(SOON);
		await().atMost(LONG).until(() -> count(WorkerState.PAUSED) == 1);
		assertThat(count(WorkerState.LOOPING)).isOne();
	}

	@Test
	void departureFromAProcessThatLivesOnIsAnExit() {
		FakeProcess process = this.daemon.process("copy");
		process.departure = new ProcessExit(1);
		assertThat(this.daemon.loop.advance(SOON, () -> this.daemon.worker("copy").process() != process)).isTrue();
		assertThat(this.daemon.reaches("copy", WorkerState.LOOPING, SOON)).isTrue();
		assertThat(this.daemon.worker("copy").history().restarts()).isOne();
	}

	@Test
	void troubleOfOneWorkerIsNotTheOthers() {
		this.daemon.process("copy").broken = true;
		this.daemon.process("other").departure = new ProcessExit(1);
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> this.daemon.loop.advance(Duration.ofMillis(200)));
		assertThat(this.daemon.worker("other").history().restarts()).isOne();
	}

	@Test
	void onlyTheSupervisorsThreadMayCheck() {
		WorkerCheck check = new WorkerCheck(null, null, null, null, null, this.daemon.loop, () -> false);
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> check.check(this.daemon.worker("copy"), this.daemon.loop.now()));
	}

	private long count(WorkerState state) {
		return this.daemon.events.stream()
			.filter((event) -> event instanceof WorkerStateChangedEvent changed && changed.worker().equals("copy")
					&& changed.to() == state)
			.count();
	}

}
