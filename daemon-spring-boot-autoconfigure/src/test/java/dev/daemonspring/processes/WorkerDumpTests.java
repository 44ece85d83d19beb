package dev.daemonspring.processes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.daemonspring.supervisor.WorkerDumpException;
import dev.daemonspring.supervisor.WorkerLife;
import dev.daemonspring.supervisor.Workers;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Dumps of real worker processes, and their lives. One test, for the sake of the
 * processes that it takes.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@EnabledOnOs(OS.LINUX)
class WorkerDumpTests {

	private static final Duration PATIENCE = Duration.ofSeconds(90);

	private ConfigurableApplicationContext context;

	private Workers workers;

	@BeforeEach
	void start() {
		this.context = new SpringApplicationBuilder(SubprocessApplication.class).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.properties("daemon.isolation=process", "daemon.defaults.looptime=20ms", "daemon.standby=0",
					"daemon.shutdown.grace=1s", "daemon.defaults.jvm-args=-XX:TieredStopAtLevel=1",
					"daemon.workers.keeper.enabled=false")
			.run();
		this.workers = this.context.getBean(Workers.class);
		awaitState(WorkerState.LOOPING);
	}

	@AfterEach
	void close() {
		this.context.close();
	}

	@Test
	void processesTellTheirThreadsTheirHeapAndTheirLives() throws Exception {
		String text = this.workers.threadDump("parent");
		assertThat(text).contains("process " + pid()).contains("dev.daemonspring.child.IterationLoop.run(");
		JsonNode json = JsonMapper.shared().readTree(this.workers.threadDumpJson("parent"));
		assertThat(json.get("threads").valueStream().map((thread) -> thread.get("threadName").stringValue()))
			.contains("main", "daemon-control");
		assertHeapDump();
		long first = pid();
		signal("STOP", first);
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThatExceptionOfType(WorkerDumpException.class)
				.isThrownBy(() -> this.workers.threadDump("parent"))
				.withMessageContaining("stopped by a signal"));
		signal("CONT", first);
		ProcessHandle.of(first).orElseThrow().destroyForcibly();
		await().atMost(PATIENCE).until(() -> this.workers.lives("parent").size() == 2);
		assertThat(this.workers.lives("parent").get(0).pid()).isNotEqualTo(first);
		WorkerLife ended = this.workers.lives("parent").get(1);
		assertThat(ended.reason()).isEqualTo(WorkerLife.Reason.WENT_DOWN);
		assertThat(ended.exit()).isEqualTo("signal 9 (SIGKILL)");
		assertThat(ended.iterations()).isPositive();
		assertThat(ended.longestIteration()).isPositive();
	}

	private void assertHeapDump() throws IOException {
		Path heap = this.workers.heapDump("parent", true);
		try (InputStream in = Files.newInputStream(heap)) {
			assertThat(new String(in.readNBytes(12))).isEqualTo("JAVA PROFILE");
		}
		finally {
			Files.delete(heap);
		}
	}

	private static void signal(String name, long pid) throws Exception {
		assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(pid)).start().waitFor()).isZero();
	}

	private long pid() {
		Long pid = this.workers.info("parent").pid();
		assertThat(pid).isNotNull();
		return pid;
	}

	private void awaitState(WorkerState state) {
		await().atMost(PATIENCE).until(() -> this.workers.status("parent") == state);
	}

}
