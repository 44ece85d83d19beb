package dev.daemonspring.process;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link ReaperReserve}.
 */
@EnabledOnOs(OS.LINUX)
class ReaperReserveTests {

	private final List<Process> processes = new ArrayList<>();

	@AfterEach
	void killProcesses() {
		this.processes.forEach(Process::destroyForcibly);
	}

	@Test
	void nextProcessIsWaitedForByAThreadThatIsThereBeforeIt() throws Exception {
		ReaperReserve reserve = new ReaperReserve();
		reserve.started(ended());
		occupyIdleReapers();
		assertThat(ReaperReserve.isReaperIdle()).isFalse();
		awaitIdleReaper(reserve);
		List<Long> before = reapers();
		sleep();
		assertThat(before).containsAll(reapers());
	}

	@Test
	void endedProcessServesAgain() throws Exception {
		ReaperReserve reserve = new ReaperReserve();
		reserve.started(ended());
		for (int i = 0; i < 3; i++) {
			occupyIdleReapers();
			awaitIdleReaper(reserve);
		}
	}

	@Test
	void processThatLivesIsNotWaitedFor() throws Exception {
		ReaperReserve reserve = new ReaperReserve((process) -> {
			throw new IllegalStateException("waits for " + process);
		});
		reserve.started(sleep().toHandle());
		reserve.check();
	}

	@Test
	void processThatCouldNotBeWaitedForIsNotUsedAgain() throws Exception {
		List<ProcessHandle> asked = new ArrayList<>();
		ReaperReserve reserve = new ReaperReserve((process) -> {
			asked.add(process);
			throw new OutOfMemoryError("unable to create native thread");
		});
		ProcessHandle first = ended();
		ProcessHandle second = ended();
		reserve.started(first);
		reserve.started(second);
		for (int i = 0; i < 2; i++) {
			assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(reserve::check);
		}
		reserve.check();
		assertThat(asked).containsExactly(first, second);
	}

	@Test
	void remembersAFewProcesses() throws Exception {
		List<ProcessHandle> asked = new ArrayList<>();
		ReaperReserve reserve = new ReaperReserve(asked::add);
		ProcessHandle ended = ended();
		reserve.started(ended);
		ProcessHandle living = sleep().toHandle();
		for (int i = 0; i < 31; i++) {
			reserve.started(living);
		}
		reserve.check();
		assertThat(asked).containsExactly(ended);
		reserve.started(living);
		for (int i = 0; i < 31; i++) {
			reserve.started(living);
		}
		reserve.check();
		assertThat(asked).hasSize(1);
	}

	/**
	 * Others may have got the id of the process that has ended, or the machine is busy.
	 */
	private void awaitIdleReaper(ReaperReserve reserve) {
		await().atMost(Duration.ofMinutes(1)).until(() -> {
			reserve.check();
			boolean idle = ReaperReserve.isReaperIdle();
			if (!idle) {
				reserve.started(ended());
				occupyIdleReapers();
			}
			return idle;
		});
	}

	private void occupyIdleReapers() throws Exception {
		while (ReaperReserve.isReaperIdle()) {
			sleep();
		}
	}

	private Process sleep() throws Exception {
		Process process = new ProcessBuilder("sleep", "3600").start();
		this.processes.add(process);
		return process;
	}

	private ProcessHandle ended() throws Exception {
		Process process = sleep();
		process.destroyForcibly();
		assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
		await().until(ReaperReserve::isReaperIdle);
		return process.toHandle();
	}

	private static List<Long> reapers() {
		ThreadInfo[] threads = ManagementFactory.getThreadMXBean()
			.getThreadInfo(ManagementFactory.getThreadMXBean().getAllThreadIds());
		return Arrays.stream(threads)
			.filter(Objects::nonNull)
			.filter((thread) -> thread.getThreadName().startsWith("process reaper"))
			.map(ThreadInfo::getThreadId)
			.toList();
	}

}
