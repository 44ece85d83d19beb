package dev.daemonspring.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A daemon that is a job: it ends when its workers are done.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DoneDaemonTests {

	private @TempDir Path directory;

	@Test
	void daemonWhoseInstancesAreAllDoneExitsWithZero() throws IOException, InterruptedException {
		try (DaemonJvm daemon = start("--daemon.workers.worker.instances=3", "--daemon.workers.worker.once=true",
				"--daemon.on-done=shutdown")) {
			assertThat(daemon.awaitExit()).as(daemon.output()).isZero();
			assertThat(daemon.output()).containsPattern("Worker 'worker#0'.* is DONE")
				.containsPattern("Worker 'worker#1'.* is DONE")
				.containsPattern("Worker 'worker#2'.* is DONE")
				.doesNotContain("went down");
			assertThat(spunUp()).hasSize(3);
		}
	}

	@Test
	void daemonOneOfWhoseInstancesHasFailedExitsWithOneWhenTheOthersAreDone() throws IOException, InterruptedException {
		Files.createFile(this.directory.resolve("fail-1"));
		try (DaemonJvm daemon = start("--daemon.workers.worker.instances=2", "--daemon.workers.worker.once=true",
				"--daemon.workers.worker.forever=false", "--daemon.on-worker-exit=ignore",
				"--daemon.on-done=shutdown")) {
			assertThat(daemon.awaitExit()).as(daemon.output()).isOne();
			assertThat(daemon.output()).containsPattern("Worker 'worker#0'.* is DONE")
				.containsPattern("Worker 'worker#1'.* is FAILED")
				.contains("told to fail");
			assertThat(spunUp()).hasSize(2);
		}
	}

	@Test
	void daemonEndsWithTheFirstInstanceThatGoesDownIfTheWorkerIsNotForever() throws IOException, InterruptedException {
		try (DaemonJvm daemon = start("--daemon.workers.worker.instances=2", "--daemon.workers.worker.forever=false",
				"--daemon.workers.worker.looptime=20ms")) {
			await().atMost(DaemonJvm.PATIENCE).until(() -> spunUp().size() == 2);
			daemon.order("fail-1");
			assertThat(daemon.awaitExit()).as(daemon.output()).isOne();
			assertThat(daemon.output())
				.contains("Worker 'worker#1' went down and is not forever: the daemon shuts down");
			assertThat(spunUp()).as("nothing was restarted").hasSize(2);
			assertThat(spunUp()).anyMatch((pid) -> daemon.exists("closed-" + pid));
		}
	}

	private DaemonJvm start(String... arguments) throws IOException {
		return DaemonJvm.start(this.directory, DaemonJvm.classPathOfTest(), List.of(), arguments);
	}

	private List<String> spunUp() throws IOException {
		Path pids = this.directory.resolve("pids");
		return Files.exists(pids) ? Files.readAllLines(pids) : List.of();
	}

}
