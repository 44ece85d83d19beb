package dev.daemonspring.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import dev.daemonspring.supervisor.Workers;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What is told of a worker process that ended with the code of an exhausted heap.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ExhaustedHeapTests {

	private static final Duration PATIENCE = Duration.ofSeconds(90);

	private @TempDir Path directory;

	private ConfigurableApplicationContext context;

	private Workers workers;

	@BeforeEach
	void start() {
		this.context = new SpringApplicationBuilder(SubprocessApplication.class).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.properties("daemon.isolation=process", "daemon.defaults.looptime=20ms", "daemon.standby=0",
					"daemon.shutdown.grace=1s", "daemon.defaults.jvm-args=-XX:TieredStopAtLevel=1",
					"daemon.workers.keeper.enabled=false", "daemon.workers.parent.max-heap=32MB",
					"daemon.directory=" + this.directory, "daemon.defaults.restart.initial-delay=10ms")
			.run();
		this.workers = this.context.getBean(Workers.class);
		awaitState(WorkerState.LOOPING);
	}

	@AfterEach
	void close() {
		this.context.close();
	}

	@Test
	void heapExhaustionIsToldFromAnExitThatTheWorkerHasChosen() throws IOException {
		this.workers.send("parent", "end", "exhaust");
		awaitRestarts(1);
		assertThat(this.workers.info("parent").lastExit()).isEqualTo("exit code 3 (heap exhausted)");
		assertThat(this.workers.info("parent").lastError()).startsWith("java.lang.OutOfMemoryError: Java heap space")
			.contains("'daemon.workers.parent.max-heap'");
		this.workers.send("parent", "end", "halt 3");
		awaitRestarts(2);
		assertThat(this.workers.info("parent").lastExit()).startsWith("exit code 3 (chosen by the worker");
		assertThat(this.workers.info("parent").lastError()).isNull();
		this.workers.send("parent", "end", "exit 3");
		awaitRestarts(3);
		assertThat(this.workers.info("parent").lastExit()).startsWith("exit code 3 (chosen by the worker");
		assertThat(this.workers.info("parent").lastError()).contains("System.exit was called by");
		try (Stream<Path> files = Files.list(this.directory)) {
			assertThat(files.map((file) -> file.getFileName().toString())).noneMatch((name) -> name.contains(".oom."));
		}
	}

	private void awaitRestarts(long restarts) {
		await().atMost(PATIENCE).until(() -> this.workers.info("parent").restarts() == restarts);
		awaitState(WorkerState.LOOPING);
	}

	private void awaitState(WorkerState state) {
		await().atMost(PATIENCE).until(() -> this.workers.status("parent") == state);
	}

}
