package dev.daemonspring.child;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.daemonspring.protocol.Assignment;
import dev.daemonspring.protocol.BootstrapMessage;
import dev.daemonspring.protocol.ContextSettings;
import dev.daemonspring.region.RegionLayout;
import dev.daemonspring.region.StatusRegion;
import dev.daemonspring.worker.WorkerLoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A line that a worker has begun and not ended when it ends is not lost. The test plays
 * the daemon.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LastLineTests {

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private @TempDir Path directory;

	@ParameterizedTest
	@ValueSource(strings = { "exit", "throw", "stop" })
	void lineIsWholeWhenTheWorkerEnds(String how) throws Exception {
		assertThat(outputOf(how)).anyMatch((line) -> line.startsWith("[printer] out of " + how))
			.anyMatch((line) -> line.startsWith("[printer] err of " + how));
	}

	@ParameterizedTest
	@ValueSource(strings = { "halt", "kill" })
	void lineThatWasFlushedIsThereWhenTheProcessIsGone(String how) throws Exception {
		assertThat(outputOf(how)).anyMatch((line) -> line.startsWith("[printer] out of " + how));
	}

	private List<String> outputOf(String how) throws Exception {
		Path output = this.directory.resolve("output");
		Process process = null;
		try (StatusRegion region = StatusRegion.create(this.directory.resolve("d").resolve("region"),
				new RegionLayout(2, 1024, 4))) {
			process = start(output);
			try (OutputStream pipe = process.getOutputStream()) {
				new BootstrapMessage("printer", region.file().toString(), 1, Map.of("test.end", how), null, null,
						List.of(Application.class.getName()), List.of(), Map.of(), "", Duration.ofSeconds(10))
					.writeTo(pipe);
				new Assignment("printer", 0, 1, "printer", Duration.ofMillis(20), 0, null, Duration.ofSeconds(30), true,
						ContextSettings.DEFAULT)
					.writeTo(pipe);
				if (how.equals("stop") || how.equals("kill")) {
					await().atMost(PATIENCE).until(() -> Files.exists(this.directory.resolve("output.printed")));
				}
				if (how.equals("kill")) {
					process.destroyForcibly();
				}
				else if (how.equals("stop")) {
					process.destroy();
				}
				assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
			}
		}
		finally {
			if (process != null) {
				process.destroyForcibly();
			}
		}
		return Files.readAllLines(output);
	}

	private static Process start(Path output) throws IOException {
		ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dtest.printed=" + output + ".printed",
				WorkerMain.class.getName())
			.redirectErrorStream(true)
			.redirectOutput(output.toFile());
		builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
		return builder.start();
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		WorkerLoop printer() {
			String how = System.getProperty("test.end");
			return () -> {
				if (Files.exists(Path.of(System.getProperty("test.printed")))) {
					return;
				}
				System.out.print("out of " + how);
				System.err.print("err of " + how);
				switch (how) {
					case "exit" -> System.exit(42);
					case "throw" -> throw new IllegalStateException("thrown by the test");
					case "halt" -> {
						System.out.flush();
						Runtime.getRuntime().halt(43);
					}
					default -> {
						if (how.equals("kill")) {
							System.out.flush();
						}
						Files.createFile(Path.of(System.getProperty("test.printed")));
					}
				}
			};
		}

	}

}
