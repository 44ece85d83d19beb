package dev.daemonspring.supervisor;

import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

import dev.daemonspring.policy.WorkerLimits;
import dev.daemonspring.protocol.ExitCode;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LimitCheck}, in a supervisor that is driven by hand. The processes
 * count as large as this one.
 */
@EnabledOnOs(OS.LINUX)
class LimitCheckTests {

	private static final WorkerLimits TOO_SMALL = new WorkerLimits(DataSize.ofMegabytes(1), null);

	private static final WorkerLimits LARGE = new WorkerLimits(DataSize.ofTerabytes(1), null);

	private static final Duration SHORT = Duration.ofSeconds(2);

	private static final Duration LATE = Duration.ofMinutes(2);

	@TempDir
	Path directory;

	private SupervisorFixture daemon;

	@AfterEach
	void close() {
		this.daemon.close();
	}

	private FakeProcess start(WorkerLimits limits, @Nullable String process) {
		this.daemon = new SupervisorFixture(this.directory, 0, SupervisorFixture.limited("copy", limits, process));
		this.daemon.pids = ProcessHandle.current()::pid;
		this.daemon.supervisor.start((worker) -> true);
		this.daemon.loop.advance(Duration.ofMillis(1));
		return this.daemon.processes.get(0);
	}

	@Test
	void processBelowItsLimitIsLetAlone() {
		FakeProcess process = start(LARGE, null);
		this.daemon.loop.advance(LATE);
		assertThat(this.daemon.process("copy")).isSameAs(process);
	}

	@Test
	void processThatIsTooLargeIsReplacedInOrder() {
		FakeProcess process = start(TOO_SMALL, null);
		this.daemon.loop.advance(SHORT);
		assertThat(process.isAlive()).isFalse();
		assertThat(process.terminated).as("times that it was pressed").isZero();
		WorkerInfo info = WorkerInfo.of(this.daemon.worker("copy"));
		assertThat(info.replacements()).isPositive();
		assertThat(info.restarts()).isZero();
		assertThat(info.lastExit()).isEqualTo("exit code 0");
	}

	@Test
	void limitThatIsReachedAtOnceBacksOffLikeACrash() {
		start(TOO_SMALL, null);
		this.daemon.loop.advance(Duration.ofSeconds(60));
		assertThat(this.daemon.processes.size()).as("processes in a minute").isBetween(4, 9);
	}

	@Test
	void processThatWorkersShareIsLetGoByThePool() {
		FakeProcess process = start(TOO_SMALL, "files");
		this.daemon.loop.advance(SHORT);
		assertThat(process.retired).isPositive();
	}

	@Test
	void iterationsThatAreDoneAreALimitOfTheWorkersOwn() {
		FakeProcess process = start(new WorkerLimits(null, 5L), null);
		this.daemon.loop.advance(LATE);
		process.slot().departed(1, ExitCode.LIMIT_REACHED);
		process.exit(ExitCode.LIMIT_REACHED);
		assertThat(this.daemon.reaches("copy", WorkerState.LOOPING, SHORT)).isTrue();
		assertThat(WorkerInfo.of(this.daemon.worker("copy")).replacements()).isOne();
		assertThat(WorkerInfo.of(this.daemon.worker("copy")).restarts()).isZero();
	}

	@Test
	void codeOfALimitThatTheWorkerHasChosenIsACrash() {
		FakeProcess process = start(new WorkerLimits(null, 5L), null);
		process.exit(ExitCode.LIMIT_REACHED);
		assertThat(this.daemon.reaches("copy", WorkerState.LOOPING, SHORT)).isTrue();
		assertThat(WorkerInfo.of(this.daemon.worker("copy")).replacements()).isZero();
		assertThat(WorkerInfo.of(this.daemon.worker("copy")).restarts()).isOne();
	}

}
