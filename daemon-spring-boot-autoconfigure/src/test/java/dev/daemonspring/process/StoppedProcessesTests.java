package dev.daemonspring.process;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link StoppedProcesses}.
 */
class StoppedProcessesTests {

	@Test
	void processIsStoppedBySignalOrDebugger() {
		assertThat(StoppedProcesses.isStopped("4711 (java) T 1 4711 4711 0 -1")).isTrue();
		assertThat(StoppedProcesses.isStopped("4711 (java) t 1 4711 4711 0 -1")).isTrue();
	}

	@Test
	void processThatRunsSleepsOrHasEndedIsNotStopped() {
		for (char state : "RSDZXI".toCharArray()) {
			assertThat(StoppedProcesses.isStopped("4711 (java) " + state + " 1 4711")).as("state " + state).isFalse();
		}
	}

	@Test
	void nameOfAProcessDoesNotDeceive() {
		assertThat(StoppedProcesses.isStopped("4711 (a) T 1) S 1 4711")).isFalse();
		assertThat(StoppedProcesses.isStopped("4711 (a) S 1) T 1 4711")).isTrue();
		assertThat(StoppedProcesses.isStopped("4711 (T (t) S 1 4711")).isFalse();
	}

	@Test
	void whatIsCutOffIsNotStopped() {
		for (String stat : new String[] { "", "4711", "4711 (java)", "4711 (java) " }) {
			assertThat(StoppedProcesses.isStopped(stat)).as("'" + stat + "'").isFalse();
		}
	}

	@Test
	void processThatIsUnknownIsNotStopped() {
		assertThat(StoppedProcesses.contain(Long.MAX_VALUE)).isFalse();
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void processIsStoppedUntilItIsContinued() throws Exception {
		Process process = new ProcessBuilder("sleep", "3600").start();
		try {
			assertThat(StoppedProcesses.contain(process.pid())).isFalse();
			signal("STOP", process);
			await().until(() -> StoppedProcesses.contain(process.pid()));
			signal("CONT", process);
			await().until(() -> !StoppedProcesses.contain(process.pid()));
		}
		finally {
			process.destroyForcibly();
		}
	}

	private static void signal(String name, Process process) throws Exception {
		assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor()).isZero();
	}

}
