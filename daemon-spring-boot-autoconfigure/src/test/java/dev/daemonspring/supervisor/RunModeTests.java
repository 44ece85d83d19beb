package dev.daemonspring.supervisor;

import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

import dev.daemonspring.supervisor.DaemonSettings.Isolation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RunMode}.
 */
class RunModeTests {

	@Test
	void workersRunInProcessesAndMayEndTheApplication() {
		assertThat(RunMode.of(null, null, false))
			.isEqualTo(new RunMode(Isolation.PROCESS, OnWorkerExit.SHUTDOWN, false));
	}

	@Test
	void inTestsWorkersAreNotRunAndEndNothing() {
		assertThat(RunMode.of(null, null, true)).isEqualTo(new RunMode(Isolation.NONE, OnWorkerExit.IGNORE, true));
	}

	@Test
	void whatIsConfiguredWinsInTestsAsElsewhere() {
		for (boolean test : new boolean[] { true, false }) {
			assertThat(RunMode.of(Isolation.THREAD, OnWorkerExit.SHUTDOWN, test))
				.isEqualTo(new RunMode(Isolation.THREAD, OnWorkerExit.SHUTDOWN, test));
			assertThat(RunMode.of(Isolation.NONE, OnWorkerExit.IGNORE, test).runsWorkers()).isFalse();
		}
	}

	@Test
	void modeIsReadFromTheEnvironment() {
		MockEnvironment environment = new MockEnvironment().withProperty("daemon.isolation", "process")
			.withProperty("daemon.on-worker-exit", "shutdown");
		assertThat(RunMode.of(environment)).isEqualTo(new RunMode(Isolation.PROCESS, OnWorkerExit.SHUTDOWN, true));
		assertThat(RunMode.of(new MockEnvironment()).runsWorkers()).isFalse();
	}

}
