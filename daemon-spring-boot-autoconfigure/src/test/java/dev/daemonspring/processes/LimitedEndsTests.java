package dev.daemonspring.processes;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import dev.daemonspring.supervisor.Workers;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An end has a time limit, whoever began it, and tells the truth. One test, for the sake
 * of the processes that it takes.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LimitedEndsTests {

	private static final Duration PATIENCE = Duration.ofSeconds(90);

	private ConfigurableApplicationContext context;

	private Workers workers;

	@BeforeEach
	void start() {
		this.context = new SpringApplicationBuilder(SubprocessApplication.class).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.properties("daemon.isolation=process", "daemon.defaults.looptime=20ms", "daemon.standby=0",
					"daemon.shutdown.grace=1s", "daemon.defaults.jvm-args=-XX:TieredStopAtLevel=1",
					"daemon.workers.keeper.enabled=false", "daemon.defaults.restart.initial-delay=10ms")
			.run();
		this.workers = this.context.getBean(Workers.class);
		awaitState(WorkerState.LOOPING);
	}

	@AfterEach
	void close() {
		this.context.close();
	}

	@Test
	void workerEndsWhateverHangsAtItsEnd() {
		// A hook that hangs, and an exit code that others use for a limit
		this.workers.send("parent", "end", "exit");
		awaitRestarts(1);
		assertThat(this.workers.info("parent").replacements()).isZero();
		assertThat(this.workers.info("parent").lastError()).contains("System.exit was called by");
		// Nothing that an earlier process said is a reason for this end
		this.workers.send("parent", "end", "halt");
		awaitRestarts(2);
		assertThat(this.workers.info("parent").lastError()).isNull();
		// A spindown() that hangs
		this.workers.send("parent", "end", "stop");
		await().atMost(PATIENCE).until(() -> this.workers.info("parent").pid() == null);
		awaitState(WorkerState.STOPPED);
		assertThat(this.workers.info("parent").lastError()).contains("did not end within");
		assertThat(this.workers.info("parent").restarts()).isEqualTo(2);
	}

	private void awaitRestarts(long restarts) {
		await().atMost(PATIENCE).until(() -> this.workers.info("parent").restarts() == restarts);
		awaitState(WorkerState.LOOPING);
	}

	private void awaitState(WorkerState state) {
		await().atMost(PATIENCE).until(() -> this.workers.status("parent") == state);
	}

}
