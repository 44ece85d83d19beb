package dev.daemonspring.child;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.daemonspring.protocol.Assignment;
import dev.daemonspring.protocol.BootstrapMessage;
import dev.daemonspring.protocol.ContextSettings;
import dev.daemonspring.protocol.ExitCode;
import dev.daemonspring.region.RegionLayout;
import dev.daemonspring.region.StatusRegion;
import dev.daemonspring.worker.WorkerLoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A worker process whose daemon is gone ends, whatever holds it. The test plays the
 * daemon.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@EnabledOnOs(OS.LINUX)
class OrphanTests {

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private @TempDir Path directory;

	@Test
	void processWhenItsOutputIsFullAndTheLogIsLockedEndsWithWhatItHasStarted() throws Exception {
		ProcessMark mark = ProcessMark.create();
		Path started = this.directory.resolve("started");
		Process process = null;
		try (StatusRegion region = StatusRegion.create(this.directory.resolve("d").resolve("region"),
				new RegionLayout(2, 1024, 4))) {
			process = start(mark);
			// Nobody reads what the process writes
			try (OutputStream pipe = process.getOutputStream()) {
				birth(region, started).writeTo(pipe);
				new Assignment("flood", 0, 1, "flood", Duration.ZERO, 0, null, Duration.ofMinutes(1), true,
						ContextSettings.DEFAULT)
					.writeTo(pipe);
				await().atMost(PATIENCE).until(() -> Files.exists(started));
				assertThat(mark.find()).hasSize(2);
			}
			assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
			assertThat(process.exitValue()).isEqualTo(ExitCode.ORPHANED);
			await().atMost(PATIENCE).until(() -> mark.find().isEmpty());
		}
		finally {
			mark.find().forEach(ProcessHandle::destroyForcibly);
			if (process != null) {
				process.destroyForcibly();
			}
		}
	}

	private static Process start(ProcessMark mark) throws IOException {
		ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m", WorkerMain.class.getName())
			.redirectErrorStream(true);
		builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
		builder.environment().put(ProcessMark.VARIABLE, mark.value());
		return builder.start();
	}

	private static BootstrapMessage birth(StatusRegion region, Path started) {
		return new BootstrapMessage("flood", region.file().toString(), 1, Map.of("test.started", started.toString()),
				null, null, List.of(Application.class.getName()), List.of(), Map.of(), "", Duration.ofSeconds(1));
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		private static final Log logger = LogFactory.getLog(Application.class);

		@Bean
		WorkerLoop flood() {
			return () -> {
				new ProcessBuilder("sleep", "1000").start();
				Files.createFile(Path.of(System.getProperty("test.started")));
				while (true) {
					// Until the pipe is full; the log is locked from then on
					logger.info("x".repeat(1024));
				}
			};
		}

	}

}
