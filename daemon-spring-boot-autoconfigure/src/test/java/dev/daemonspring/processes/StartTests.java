package dev.daemonspring.processes;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import dev.daemonspring.supervisor.Workers;
import dev.daemonspring.worker.ConditionalOnDaemon;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * How the start of the application and that of its workers go together.
 */
@ExtendWith(OutputCaptureExtension.class)
class StartTests {

	private @TempDir Path directory;

	@Test
	void startWaitsForWorkersWhenToldTo() {
		try (ConfigurableApplicationContext context = start(SharedApplication.class, "daemon.startup.wait=3m")) {
			assertThat(context.getBean(Workers.class).status().values()).containsOnly(WorkerState.LOOPING);
		}
	}

	@Test
	void startWhenWorkersAreLateGoesOnAndTellsWhich(CapturedOutput output) {
		try (ConfigurableApplicationContext context = start(SharedApplication.class, "daemon.startup.wait=1ms",
				"daemon.workers.bert.looptime=2s", "daemon.workers.emil.looptime=2s")) {
			assertThat(context.isRunning()).isTrue();
			assertThat(output).containsOnlyOnce("'daemon.workers.emil' configures a worker that does not exist")
				.doesNotContain("'daemon.workers.bert' configures");
			assertThat(output).contains("have not spun up within PT0.001S").contains("daemon.startup.wait");
		}
	}

	@Test
	void processesThatWereStartedEarlyEndWhenTheContextFails() {
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> start(Failing.class).close())
			.withStackTraceContaining("The daemon can't be refreshed");
		await().atMost(Duration.ofSeconds(30)).until(() -> ProcessHandle.current().children().findAny().isEmpty());
	}

	private ConfigurableApplicationContext start(Class<?> application, String... properties) {
		return new SpringApplicationBuilder(application).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.properties("daemon.isolation=process", "daemon.defaults.jvm-args=-XX:TieredStopAtLevel=1")
			.properties(properties)
			.run("--sharing.directory=" + this.directory);
	}

	@Configuration(proxyBeanMethods = false)
	@Import(SharedApplication.class)
	static class Failing {

		@Bean
		@ConditionalOnDaemon
		Object failing() {
			throw new IllegalStateException("The daemon can't be refreshed");
		}

	}

}
