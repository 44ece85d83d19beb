package dev.daemonspring.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.Lifecycle;
import org.springframework.context.LifecycleProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.scheduling.annotation.Async;

import dev.daemonspring.host.PidFile;
import dev.daemonspring.process.WorkerConfigurationException;
import dev.daemonspring.supervisor.WorkerDescription;
import dev.daemonspring.supervisor.Workers;
import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerLoop;
import dev.daemonspring.worker.WorkerRegistration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for what a user can get wrong, or write in another way, in the configuration of
 * workers. No process is started.
 */
@ExtendWith(OutputCaptureExtension.class)
class WorkerConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DaemonAutoConfiguration.class))
		.withUserConfiguration(CopyFiles.class)
		.withInitializer((context) -> context
			.addBeanFactoryPostProcessor((beanFactory) -> beanFactory.getBeanDefinition("workers").setLazyInit(true)))
		.withBean("lifecycleProcessor", NoLifecycle.class);

	@Test
	void variablesOfTheEnvironmentReachNamesWithCapitalsAndDashes() {
		this.runner
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment",
						Map.of("DAEMON_WORKERS_COPYFILES_LOOPTIME", "7s", "DAEMON_WORKERS_MOVEFILES_FOREVER", "true"))))
			.withPropertyValues("daemon.workers.move-files.looptime=3s")
			.run((context) -> {
				assertThat(description(context.getBean(Workers.class), "copyFiles").looptime())
					.isEqualTo(Duration.ofSeconds(7));
				WorkerDescription move = description(context.getBean(Workers.class), "move-files");
				assertThat(move.forever()).isTrue();
				assertThat(move.looptime()).isEqualTo(Duration.ofSeconds(3));
			});
	}

	@Test
	void keysThatReachNobodyAreToldWithTheNearest(CapturedOutput output) {
		this.runner
			.withPropertyValues("daemon.workers.copyFiles.looptme=3s", "daemon.worker.copyFiles.looptime=3s",
					"daemon.defaults.restart.max-restart=3", "daemon.workers.copyFile.looptime=3s",
					"daemon.workers.copyFiles.jvm-args[0]=-Xss1m", "daemon.workers.copyFiles.stallTimeout=3s")
			.run((context) -> {
				assertThat(context.getBean(Workers.class).list()).hasSize(2);
				assertThat(output).containsOnlyOnce("looptme' has no effect")
					.contains("looptime'?")
					.contains("Write 'daemon.workers.copyfiles.looptime'")
					.contains("Did you mean 'daemon.defaults.restart.max-restarts'?")
					.contains("Did you mean 'daemon.workers.copyFiles'?")
					.doesNotContain("jvm-args", "stallTimeout", "stall-timeout");
			});
	}

	@Test
	void looptimeBeyondTheClockStopsTheStart() {
		this.runner.withPropertyValues("daemon.workers.copyFiles.looptime=200000d").run((context) -> {
			assertThat(context).hasNotFailed();
			assertThatException().isThrownBy(() -> context.getBean(Workers.class))
				.havingRootCause()
				.isInstanceOf(WorkerConfigurationException.class)
				.withMessageContaining("'daemon.workers.copyFiles.looptime' is '200000d'")
				.withMessageContaining("106751d");
		});
	}

	@Test
	void standbyWithBeansForAWorkerThatSharesItsProcessStopsTheStart() {
		this.runner
			.withPropertyValues("daemon.workers.copyFiles.standby-depth=beans", "daemon.workers.copyFiles.process=crew")
			.run((context) -> assertThatException().isThrownBy(() -> context.getBean(Workers.class))
				.havingRootCause()
				.isInstanceOf(WorkerConfigurationException.class)
				.withMessage("'daemon.workers.copyFiles.standby-depth' is 'beans', but the worker 'copyFiles' shares"
						+ " the process 'crew' with others."));
	}

	@Test
	void standbyWithBeansForAllWorkersIsForThoseWithAProcessOfTheirOwn() {
		this.runner.withPropertyValues("daemon.defaults.standby-depth=beans", "daemon.workers.copyFiles.process=crew")
			.run((context) -> assertThat(context.getBean(Workers.class).list()).hasSize(2));
	}

	@Test
	void asyncLoopStopsTheStart() {
		for (Class<?> type : new Class<?>[] { AsyncLoop.class, AsyncClass.class }) {
			this.runner.withUserConfiguration(type)
				.run((context) -> assertThat(context).getFailure()
					.isInstanceOf(WorkerConfigurationException.class)
					.hasMessageContaining("@Async")
					.hasMessageContaining(type.getName()));
		}
	}

	@Test
	void registrationTakesTheDefaultsOfAllWorkers() {
		this.runner.withBean("nightly", WorkerRegistration.class, () -> WorkerRegistration.of("nightly", Quiet.class))
			.withPropertyValues("daemon.defaults.looptime=9s", "daemon.defaults.forever=true")
			.run((context) -> {
				WorkerDescription nightly = description(context.getBean(Workers.class), "nightly");
				assertThat(nightly.looptime()).isEqualTo(Duration.ofSeconds(9));
				assertThat(nightly.forever()).isTrue();
			});
	}

	@Test
	void emptyPidFileIsNone() {
		this.runner.withPropertyValues("daemon.pidfile=")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(PidFile.class));
		assertThat(Path.of("").toAbsolutePath()).isDirectory();
	}

	private static WorkerDescription description(Workers workers, String name) {
		return workers.list().stream().filter((worker) -> worker.name().equals(name)).findFirst().orElseThrow();
	}

	@Configuration(proxyBeanMethods = false)
	static class CopyFiles {

		@Bean
		@Worker
		WorkerLoop copyFiles() {
			return () -> {
			};
		}

		@Bean
		@Worker("move-files")
		WorkerLoop moveFiles() {
			return () -> {
			};
		}

	}

	@Worker("asyncLoop")
	static class AsyncLoop implements WorkerLoop {

		@Override
		@Async
		public void loop() {
		}

	}

	@Async
	@Worker("asyncClass")
	static class AsyncClass implements WorkerLoop {

		@Override
		public void loop() {
		}

	}

	static class Quiet implements WorkerLoop {

		@Override
		public void loop() {
		}

	}

	static class NoLifecycle implements LifecycleProcessor, Lifecycle {

		@Override
		public void onRefresh() {
		}

		@Override
		public void onClose() {
		}

		@Override
		public void start() {
		}

		@Override
		public void stop() {
		}

		@Override
		public boolean isRunning() {
			return false;
		}

	}

}
