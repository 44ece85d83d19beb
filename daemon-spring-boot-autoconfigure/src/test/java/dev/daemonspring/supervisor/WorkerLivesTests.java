package dev.daemonspring.supervisor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.daemonspring.policy.OperatorOrder;
import dev.daemonspring.supervisor.WorkerLife.Reason;
import dev.daemonspring.supervisor.WorkerLife.Start;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link WorkerLives} and {@link LifeJournal}.
 */
class WorkerLivesTests {

	@TempDir
	private Path directory;

	private SupervisorFixture fixture;

	@BeforeEach
	void start() {
		this.fixture = new SupervisorFixture(this.directory, 0, SupervisorFixture.worker("copy", true)).start();
	}

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	void runningLifeComesFirstAndTellsItsIterations() {
		this.fixture.process("copy").slot().iterationEnded(3000);
		this.fixture.process("copy").slot().iterationEnded(1000);
		WorkerLife life = lives().get(0);
		assertThat(lives()).hasSize(1);
		assertThat(life.pid()).isEqualTo(1000);
		assertThat(life.start()).isEqualTo(Start.STANDBY);
		assertThat(life.iterations()).isEqualTo(2);
		assertThat(life.longestIteration()).isEqualTo(Duration.ofNanos(3000));
		assertThat(life).extracting(WorkerLife::ended, WorkerLife::reason, WorkerLife::exit).containsOnlyNulls();
	}

	@Test
	void lifeThatWentDownTellsItsExitItsErrorAndItsOwnIterations() {
		this.fixture.process("copy").slot().iterationEnded(9000);
		this.fixture.process("copy").slot().failed("java.lang.IllegalStateException: no");
		this.fixture.process("copy").exit(1);
		assertThat(this.fixture.reaches("copy", WorkerState.LOOPING, Duration.ofSeconds(5))).isTrue();
		this.fixture.process("copy").slot().iterationEnded(10);
		this.fixture.process("copy").exit(137);
		this.fixture.loop.advance(Duration.ofMillis(10));
		List<WorkerLife> lives = lives();
		assertThat(lives.get(lives.size() - 1)).satisfies((life) -> {
			assertThat(life.reason()).isEqualTo(Reason.WENT_DOWN);
			assertThat(life.exitCode()).isEqualTo(1);
			assertThat(life.exit()).isEqualTo("exit code 1");
			assertThat(life.error()).isEqualTo("java.lang.IllegalStateException: no");
			assertThat(life.ended()).isAfterOrEqualTo(life.started());
		});
		assertThat(lives.get(lives.size() - 2)).satisfies((life) -> {
			assertThat(life.exit()).isEqualTo("signal 9 (SIGKILL)");
			assertThat(life.error()).isNull();
			assertThat(life.iterations()).isEqualTo(1);
			assertThat(life.longestIteration()).isEqualTo(Duration.ofNanos(10));
		});
	}

	@Test
	void lifeTellsWhoEndedIt() {
		this.fixture.order(OperatorOrder.RESTART, "copy");
		this.fixture.loop.advance(Duration.ofSeconds(1));
		this.fixture.order(OperatorOrder.STOP, "copy");
		this.fixture.loop.advance(Duration.ofSeconds(1));
		this.fixture.order(OperatorOrder.START, "copy");
		this.fixture.loop.advance(Duration.ofSeconds(1));
		this.fixture.process("copy").stop();
		this.fixture.loop.advance(Duration.ofSeconds(1));
		assertThat(lives()).extracting(WorkerLife::reason)
			.containsExactly(Reason.STOPPED_ITSELF, Reason.STOPPED, Reason.RESTARTED);
	}

	@Test
	void fiftyLivesAreKeptBesideTheRunningOne() {
		for (int i = 0; i < 60; i++) {
			this.fixture.order(OperatorOrder.RESTART, "copy");
			this.fixture.loop.advance(Duration.ofSeconds(1));
		}
		assertThat(lives()).hasSize(51);
		assertThat(lives().get(0).pid()).isEqualTo(1060);
		assertThat(lives().get(50).pid()).isEqualTo(1010);
	}

	@Test
	void reasonOfAnExitThatWasExplainedLaterIsKept() {
		WorkerLives lives = this.fixture.worker("copy").lives();
		this.fixture.process("copy").exit(1);
		this.fixture.launcherRuns(false);
		this.fixture.order(OperatorOrder.STOP, "copy");
		this.fixture.loop.advance(Duration.ofSeconds(1));
		long pid = lives.latest().get(0).pid();
		lives.explained(pid + 1, "of another");
		lives.explained(pid, "no such option");
		assertThat(lives.latest().get(0).error()).isEqualTo("no such option");
	}

	@Test
	void livesOfAnEarlierDaemonFollowAndOneThatItDidNotSeeEndIsToldAsSuch() {
		LifeJournal journal = new LifeJournal(this.directory, "app");
		try (SupervisorFixture earlier = new SupervisorFixture(this.directory.resolve("a"), 0, journal,
				SupervisorFixture.worker("copy", true))) {
			earlier.start();
			earlier.process("copy").exit(137);
			earlier.loop.advance(Duration.ofSeconds(5));
			assertThat(earlier.worker("copy").lives().latest()).hasSize(2);
			journal.close();
		}
		LifeJournal next = new LifeJournal(this.directory, "app");
		try (SupervisorFixture later = new SupervisorFixture(this.directory.resolve("b"), 0, next,
				SupervisorFixture.worker("copy", true))) {
			later.start();
			WorkerLives lives = later.worker("copy").lives();
			await().until(() -> lives.latest().size() == 3);
			assertThat(lives.latest()).extracting(WorkerLife::reason)
				.containsExactly(null, Reason.DAEMON_DIED, Reason.WENT_DOWN);
			assertThat(lives.latest()).extracting(WorkerLife::pid).containsExactly(1000L, 1001L, 1000L);
			assertThat(lives.latest().get(1).ended()).isNull();
			assertThat(lives.latest().get(2).exitCode()).isEqualTo(137);
			next.close();
		}
	}

	@Test
	void livesAreKnownWhereTheFileCannotBeUsed() {
		LifeJournal journal = new LifeJournal(this.directory.resolve("missing"), "app");
		try (SupervisorFixture daemon = new SupervisorFixture(this.directory.resolve("a"), 0, journal,
				SupervisorFixture.worker("copy", true))) {
			daemon.start();
			daemon.process("copy").exit(1);
			daemon.loop.advance(Duration.ofSeconds(5));
			assertThat(daemon.worker("copy").lives().latest()).hasSize(2);
			journal.close();
		}
	}

	private List<WorkerLife> lives() {
		return this.fixture.worker("copy").lives().latest();
	}

}
