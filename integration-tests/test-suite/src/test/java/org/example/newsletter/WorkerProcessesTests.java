package org.example.newsletter;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.annotation.DirtiesContext;

import dev.daemonspring.supervisor.Workers;
import dev.daemonspring.test.WithWorkers;
import dev.daemonspring.test.WorkerFailedException;
import dev.daemonspring.test.WorkerTester;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Workers in processes of their own write to the output of the test, and don't end it.
 */
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(
		properties = { "daemon.workers.herald.looptime=50ms", "daemon.defaults.jvm-args=-XX:TieredStopAtLevel=1" })
@WithWorkers(value = "herald", isolation = WithWorkers.Isolation.PROCESS)
@DirtiesContext
class WorkerProcessesTests {

	private static final Duration PATIENCE = Duration.ofMinutes(3);

	@Autowired
	private WorkerTester tester;

	@Autowired
	private Workers workers;

	@Autowired
	private ConfigurableApplicationContext context;

	@Test
	void whatAWorkerWritesIsPartOfTheOutputOfTheTest(CapturedOutput output) {
		this.tester.run("herald", 3, PATIENCE);
		await().atMost(PATIENCE)
			.untilAsserted(
					() -> assertThat(output.getOut()).containsPattern("(?m)^\\[herald] .*Iteration \\d+ is logged$")
						.containsPattern("(?m)^\\[herald] Iteration \\d+ is printed$"));
		await().atMost(PATIENCE)
			.untilAsserted(
					() -> assertThat(output.getErr()).containsPattern("(?m)^\\[herald] Iteration \\d+ is an error$"));
	}

	@Test
	void lastWordsOfAWorkerThatIsStoppedAreHeard(CapturedOutput output) {
		this.tester.run("herald", 1, PATIENCE);
		assertThat(this.workers.stop("herald")).isTrue();
		await().atMost(PATIENCE).until(() -> this.workers.status("herald") == WorkerState.STOPPED);
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(output.getOut()).contains("The last words of the herald"));
	}

	@Test
	void commandIsAnsweredByTheProcess() {
		this.tester.run("herald", 1, PATIENCE);
		assertThat(this.tester.send("herald", "repeat", "news")).isEqualTo("news news");
		assertThat(WorkerProcesses.all()).containsExactly(this.workers.info("herald").pid());
	}

	@Test
	void workerThatIsNotForeverFailsTheTestAndNotTheContext() {
		assertThatExceptionOfType(WorkerFailedException.class).isThrownBy(() -> this.tester.run("fragile", 1, PATIENCE))
			.withMessageContaining("The fragile worker broke");
		assertThat(this.context.isActive()).isTrue();
		this.tester.run("herald", 2, PATIENCE);
		assertThat(this.workers.status("fragile")).isEqualTo(WorkerState.FAILED);
	}

}
