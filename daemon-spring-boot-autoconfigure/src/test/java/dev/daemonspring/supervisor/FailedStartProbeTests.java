package dev.daemonspring.supervisor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import dev.daemonspring.process.FailedStartProbe;
import dev.daemonspring.process.ProcessExit;
import dev.daemonspring.region.ProcessPhase;
import dev.daemonspring.region.WorkerSlot;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FailedStartProbe}, and for what becomes of what it finds.
 */
class FailedStartProbeTests {

	private static final Duration LONG = Duration.ofMinutes(1);

	@TempDir
	Path temp;

	@Test
	void lastLinesWhenTheJvmDoesNotKnowAnOptionNameIt() throws Exception {
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		FailedStartProbe start = new FailedStartProbe(List.of(java, "-XX:+NoSuchOption", "-version"), LONG);
		assertThat(start.lastLines(new ProcessExit(1))).contains("NoSuchOption", " / ");
	}

	@Test
	@DisabledOnOs(value = OS.WINDOWS, disabledReason = "What fails to start is a shell script")
	void lastLinesAreFewAndHoldNoControlCharacters() throws Exception {
		assertThat(lines("for line in 1 2 3 4 5 6 7; do printf 'line\\033 %s\\n\\n' $line; done; exit 2", 2))
			.isEqualTo("line  3 / line  4 / line  5 / line  6 / line  7");
	}

	@Test
	@DisabledOnOs(value = OS.WINDOWS, disabledReason = "What fails to start is a shell script")
	void lastLinesOfMuchOutputAreItsEnd() throws Exception {
		assertThat(lines("i=0; while [ $i -lt 5000 ]; do echo something; i=$((i+1)); done; echo the end; exit 2", 2))
			.endsWith("something / the end");
	}

	@Test
	@DisabledOnOs(value = OS.WINDOWS, disabledReason = "What fails to start is a shell script")
	void lastLinesWhenItEndsInAnotherWayAreNone() throws Exception {
		assertThat(lines("echo usage; exit 64", 1)).isNull();
		assertThat(lines("exit 1", 1)).isNull();
	}

	@Test
	@DisabledOnOs(value = OS.WINDOWS, disabledReason = "What fails to start is a shell script")
	void lastLinesWhenItDoesNotEndAreNone() throws Exception {
		FailedStartProbe start = new FailedStartProbe(List.of("/bin/sh", "-c", "exec sleep 3600"),
				Duration.ofMillis(1));
		assertThat(start.lastLines(new ProcessExit(1))).isNull();
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void processThatIsStoppedIsKilledThoughTheCommonPoolHasNoThread() throws Exception {
		FailedStartProbe start = new FailedStartProbe(List.of("/bin/sh", "-c", "kill -STOP $$; echo alive"),
				Duration.ofMillis(100));
		assertThat(whileCommonPoolIsBusy(() -> start.lastLines(new ProcessExit(0)))).isNull();
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void processThatLeavesItsOutputToAnotherDoesNotHoldTheProbe() throws Exception {
		FailedStartProbe start = new FailedStartProbe(List.of("/bin/sh", "-c", "sleep 3600 & echo gone; exit 2"),
				Duration.ofSeconds(1));
		assertThat(start.lastLines(new ProcessExit(2))).isEqualTo("gone");
	}

	private static <T> T whileCommonPoolIsBusy(Callable<T> task) throws Exception {
		CountDownLatch end = new CountDownLatch(1);
		try {
			for (int i = 0; i < 4 * Math.max(1, ForkJoinPool.getCommonPoolParallelism()); i++) {
				ForkJoinPool.commonPool().execute(() -> {
					try {
						end.await();
					}
					catch (InterruptedException ex) {
						Thread.currentThread().interrupt();
					}
				});
			}
			return task.call();
		}
		finally {
			end.countDown();
		}
	}

	@Test
	void workerTellsWhyItsProcessCouldNotStart() {
		try (SupervisorFixture daemon = failing(1)) {
			daemon.start();
			assertThat(daemon.loop.advance(LONG, () -> {
				String error = WorkerInfo.of(daemon.worker("copy")).lastError();
				return error != null && error.contains("Unrecognized VM option 'NoSuchOption'");
			})).isTrue();
			assertThat(WorkerInfo.of(daemon.worker("copy")).lastError())
				.contains("exit code 1 before it could say why");
		}
	}

	@Test
	void workerWhoseProcessWasKilledTellsTheSignalAndIsNotStartedOnceMore() {
		try (SupervisorFixture daemon = failing(137)) {
			daemon.start();
			daemon.loop.advance(LONG, () -> daemon.worker("copy").history().restarts() > 1);
			assertThat(WorkerInfo.of(daemon.worker("copy")).lastError()).contains("signal 9 (SIGKILL)", "from outside")
				.doesNotContain("its output");
		}
	}

	@Test
	void workerWhoseProcessDoesNotBootInTimeNamesTheStartTimeout() {
		try (SupervisorFixture daemon = new SupervisorFixture(this.temp, 0, SupervisorFixture.worker("copy", true))) {
			daemon.onLaunch = (process) -> process.booting = true;
			daemon.start();
			assertThat(daemon.loop.advance(LONG.multipliedBy(2), () -> daemon.worker("copy").history().restarts() == 1))
				.isTrue();
			assertThat(WorkerInfo.of(daemon.worker("copy")).lastError())
				.isEqualTo("The process did not boot within its 'start-timeout' of PT1M and was ended with "
						+ new ProcessExit(137));
		}
	}

	@Test
	void workerWhoseProcessIsKilledWhileItBootsTellsTheSignal() {
		try (SupervisorFixture daemon = new SupervisorFixture(this.temp, 0, SupervisorFixture.worker("copy", true))) {
			daemon.onLaunch = (process) -> process.booting = true;
			daemon.start();
			assertThat(daemon.state("copy")).isEqualTo(WorkerState.SPINUP);
			daemon.process("copy").exit(137);
			assertThat(daemon.loop.advance(LONG, () -> daemon.worker("copy").history().restarts() == 1)).isTrue();
			assertThat(WorkerInfo.of(daemon.worker("copy")).lastError())
				.startsWith("The process was ended by signal 9 (SIGKILL) before its worker began.")
				.doesNotContain("its output");
		}
	}

	@Test
	void workerWhoseProcessIsKilledInItsSpinupDoesNotRepeatAnOlderError() {
		try (SupervisorFixture daemon = new SupervisorFixture(this.temp, 0, SupervisorFixture.worker("copy", true))) {
			daemon.onLaunch = (process) -> process.booting = true;
			daemon.start();
			daemon.onLaunch = (process) -> process.spinsUp = true;
			daemon.process("copy").exit(134);
			assertThat(daemon.loop.advance(LONG, () -> daemon.worker("copy").history().restarts() == 1)).isTrue();
			assertThat(WorkerInfo.of(daemon.worker("copy")).lastError()).contains("signal 6");
			assertThat(daemon.loop.advance(LONG, () -> daemon.living().contains(daemon.worker("copy").process())))
				.isTrue();
			daemon.process("copy").exit(137);
			assertThat(daemon.loop.advance(LONG, () -> daemon.worker("copy").history().restarts() == 2)).isTrue();
			assertThat(WorkerInfo.of(daemon.worker("copy")).lastError()).isNull();
			assertThat(WorkerInfo.of(daemon.worker("copy")).lastExit()).isEqualTo("signal 9 (SIGKILL)");
		}
	}

	@Test
	void workerWhoseProcessCrashedRefersToItsOutput() {
		try (SupervisorFixture daemon = failing(134)) {
			daemon.start();
			daemon.loop.advance(LONG, () -> daemon.worker("copy").history().restarts() > 1);
			assertThat(WorkerInfo.of(daemon.worker("copy")).lastError()).contains("signal 6 (SIGABRT)",
					"may explain it");
		}
	}

	@Test
	void workerThatRanOutOfMemorySaysSo() {
		try (SupervisorFixture daemon = new SupervisorFixture(this.temp, 0, SupervisorFixture.worker("copy", true))) {
			daemon.start();
			assertThat(daemon.reaches("copy", WorkerState.LOOPING, LONG)).isTrue();
			daemon.process("copy").exit(3);
			daemon.loop.advance(LONG, () -> daemon.worker("copy").history().restarts() == 1);
			assertThat(WorkerInfo.of(daemon.worker("copy")).lastError()).startsWith("java.lang.OutOfMemoryError: ")
				.contains("'daemon.workers.copy.max-heap'");
		}
	}

	private SupervisorFixture failing(int code) {
		SupervisorFixture daemon = new SupervisorFixture(this.temp, 0, SupervisorFixture.worker("copy", true));
		daemon.onLaunch = (process) -> {
			try (WorkerSlot scratch = WorkerSlot.open(daemon.regionFile(), process.scratch().index())) {
				scratch.phase(ProcessPhase.NEW);
			}
			process.lastLines = "Unrecognized VM option 'NoSuchOption'";
			process.exit(code);
		};
		return daemon;
	}

	private static String lines(String script, int code) throws Exception {
		return new FailedStartProbe(List.of("/bin/sh", "-c", script), LONG).lastLines(new ProcessExit(code));
	}

}
