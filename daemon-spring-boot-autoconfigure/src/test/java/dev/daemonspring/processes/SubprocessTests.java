package dev.daemonspring.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import dev.daemonspring.supervisor.Workers;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What worker processes start takes nothing from them, and ends with them. One test, for
 * the sake of the processes that it takes.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@EnabledOnOs(OS.LINUX)
@ExtendWith(OutputCaptureExtension.class)
class SubprocessTests {

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
					"daemon.workers.keeper.descendants=leave")
			.run();
		this.workers = this.context.getBean(Workers.class);
		this.workers.list().forEach((worker) -> awaitState(worker.name(), WorkerState.LOOPING));
	}

	@AfterEach
	void close() throws IOException {
		this.context.close();
		for (String name : List.of("plain", "twice", "deaf", "left")) {
			process(name).ifPresent(ProcessHandle::destroyForcibly);
		}
	}

	@Test
	void subprocessesTakeNothingAndEndWithTheirWorker(CapturedOutput output) throws IOException {
		assertThat(this.workers.send("parent", "cat")).as("exit code of what reads its standard input").isEqualTo(0);
		assertThat(this.workers.send("parent", "read")).isEqualTo(-1);
		assertThat(this.workers.pause("parent")).isTrue();
		awaitState("parent", WorkerState.PAUSED);
		assertThat(this.workers.resume("parent")).isTrue();
		awaitState("parent", WorkerState.LOOPING);
		spawn("parent", "echo $$ > %s; exec sleep 1000", "plain");
		spawn("parent", "(exec sh -c 'echo $$ > %s; exec sleep 1000') &", "twice");
		spawn("parent", "trap '' TERM; echo $$ > %s; while :; do sleep 1; done", "deaf");
		spawn("keeper", "echo $$ > %s; exec sleep 1000", "left");
		kill("parent");
		kill("keeper");
		for (String name : List.of("plain", "twice", "deaf")) {
			await().atMost(PATIENCE).until(() -> process(name).isEmpty());
		}
		awaitState("parent", WorkerState.LOOPING);
		awaitState("keeper", WorkerState.LOOPING);
		this.context.close();
		assertThat(process("left")).isPresent();
		assertThat(output).contains("the processes that it had started were sent SIGTERM")
			.contains(String.valueOf(pid("twice")));
	}

	private void spawn(String worker, String script, String name) throws IOException {
		this.workers.send(worker, "spawn", script.formatted(this.directory.resolve(name)));
		await().atMost(PATIENCE).until(() -> process(name).isPresent());
	}

	private void kill(String worker) {
		long pid = this.workers.info(worker).pid();
		ProcessHandle.of(pid).orElseThrow().destroyForcibly();
		await().atMost(PATIENCE).until(() -> !Long.valueOf(pid).equals(this.workers.info(worker).pid()));
	}

	private Optional<ProcessHandle> process(String name) throws IOException {
		Long pid = pid(name);
		// One whose parent is gone may be a zombie for ever where nobody adopts it
		return (pid != null) ? ProcessHandle.of(pid).filter((process) -> process.info().command().isPresent())
				: Optional.empty();
	}

	private @Nullable Long pid(String name) throws IOException {
		Path file = this.directory.resolve(name);
		String pid = Files.exists(file) ? Files.readString(file).trim() : "";
		return pid.isEmpty() ? null : Long.valueOf(pid);
	}

	private void awaitState(String worker, WorkerState state) {
		await().atMost(PATIENCE).until(() -> this.workers.status(worker) == state);
	}

}
