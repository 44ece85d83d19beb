package dev.daemonspring.supervisor;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.daemonspring.autoconfigure.DaemonAutoConfiguration;
import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerLoop;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for workers that are not run, as is the default in tests.
 */
@ExtendWith(OutputCaptureExtension.class)
class NoIsolationTests {

	@TempDir
	private Path directory;

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DaemonAutoConfiguration.class))
		.withUserConfiguration(Application.class);

	@Test
	void nothingIsStartedInTestsByDefault(CapturedOutput output) {
		Set<Thread> before = Thread.getAllStackTraces().keySet();
		Path region = this.directory.resolve("region");
		this.runner.withPropertyValues("daemon.directory=" + region).run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(WorkerLoop.class);
			assertThat(region).doesNotExist();
			assertThat(Thread.getAllStackTraces()
				.keySet()
				.stream()
				.filter((thread) -> !before.contains(thread))
				.map(Thread::getName)
				.collect(Collectors.toSet())).noneMatch((name) -> name.startsWith("daemon-"));
		});
		assertThat(output).containsOnlyOnce("No worker is run").contains("'daemon.isolation'").contains("@WithWorkers");
	}

	@Test
	void workersAreKnownAndStopped() {
		this.runner.run((context) -> {
			Workers workers = context.getBean(Workers.class);
			assertThat(workers.list()).extracting(WorkerDescription::name).containsExactly("copy");
			assertThat(workers.status()).isEqualTo(Map.of("copy", WorkerState.STOPPED));
			assertThat(workers.info("copy").wanted()).isEqualTo(WorkerState.STOPPED);
			assertThat(workers.info("copy").pid()).isNull();
			assertThat(workers.pause("copy")).isFalse();
			assertThat(workers.resume("copy")).isFalse();
			assertThat(workers.stop("copy")).isFalse();
			assertThatExceptionOfType(UnknownWorkerException.class).isThrownBy(() -> workers.start("nobody"));
		});
	}

	@Test
	void startIsRefusedByTheNameOfTheProperty() {
		this.runner.run((context) -> {
			Workers workers = context.getBean(Workers.class);
			assertThatExceptionOfType(WorkersNotRunException.class).isThrownBy(() -> workers.start("copy"))
				.withMessageContaining("'copy'")
				.withMessageContaining("'daemon.isolation'");
			assertThatExceptionOfType(WorkersNotRunException.class).isThrownBy(() -> workers.restart("copy"));
			assertThatExceptionOfType(CommandException.class).isThrownBy(() -> workers.send("copy", "greet"))
				.withMessageContaining("'daemon.isolation'")
				.extracting(CommandException::reason)
				.isEqualTo(CommandException.Reason.NOT_RUNNING);
		});
	}

	@Test
	void nothingIsStartedWhereverItIsSet(CapturedOutput output) {
		this.runner.withPropertyValues("daemon.isolation=none")
			.run((context) -> assertThat(context.getBean(Workers.class).status("copy")).isEqualTo(WorkerState.STOPPED));
		assertThat(output).containsOnlyOnce("No worker is run");
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		@Worker(forever = true)
		WorkerLoop copy() {
			throw new AssertionError("created in the daemon");
		}

	}

}
