package dev.daemonspring.supervisor;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import dev.daemonspring.supervisor.DaemonSettings.Isolation;
import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerLoop;
import dev.daemonspring.worker.WorkerRegistration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StrayWorkersListener}.
 */
@ExtendWith(OutputCaptureExtension.class)
class StrayWorkersListenerTests {

	private static final String WARNING = "are not run";

	@Test
	void warnsWhenContextIsWithoutDaemon(CapturedOutput output) {
		application(Pump.class).run().close();
		assertThat(output).containsOnlyOnce(WARNING)
			.contains("The workers [pump] are not run: their application context 'application' ")
			.contains("@EnableAutoConfiguration")
			.contains("daemon.enabled=false");
	}

	@Test
	void warnsOfAWorkerOfAChildOnce(CapturedOutput output) {
		application(Daemon.class).child(Pump.class)
			.web(WebApplicationType.NONE)
			.run("--spring.application.name=below")
			.close();
		assertThat(output).containsOnlyOnce(WARNING).contains("[pump]").contains("'below-1', a child of 'below'");
	}

	@Test
	void warnsOfAWorkerOfAParent(CapturedOutput output) {
		application(Pump.class).child(Daemon.class).web(WebApplicationType.NONE).run().close();
		assertThat(output).containsOnlyOnce(WARNING).contains("[pump]");
	}

	@Test
	void warnsOfAWorkerOfAChildThatIsNoApplication(CapturedOutput output) {
		try (ConfigurableApplicationContext parent = application(Daemon.class).run();
				AnnotationConfigApplicationContext child = new AnnotationConfigApplicationContext()) {
			child.setParent(parent);
			child.register(Pump.class);
			child.refresh();
		}
		assertThat(output).containsOnlyOnce(WARNING).contains("[pump]");
	}

	@Test
	void warnsOfAWorkerThatIsRegisteredInCode(CapturedOutput output) {
		application(Registered.class).run().close();
		assertThat(output).containsOnlyOnce(WARNING).contains("[registration]");
	}

	@Test
	void saysNothingOfWorkersThatAreFound(CapturedOutput output) {
		application(Daemon.class, Pump.class).run().close();
		assertThat(output).doesNotContain(WARNING);
	}

	@Test
	void saysNothingOfTheSameWorkerInAChild(CapturedOutput output) {
		application(Daemon.class, Pump.class).child(Pump.class).web(WebApplicationType.NONE).run().close();
		application(Daemon.class, Registered.class).child(Registered.class).web(WebApplicationType.NONE).run().close();
		assertThat(output).doesNotContain(WARNING);
	}

	@Test
	void saysNothingInWorkerProcesses(CapturedOutput output) {
		application(Pump.class).run("--daemon.process-role=worker").close();
		assertThat(output).doesNotContain(WARNING);
	}

	@Test
	void saysNothingWhenDaemonIsDisabled(CapturedOutput output) {
		application(Pump.class).run("--daemon.enabled=false").close();
		assertThat(output).doesNotContain(WARNING);
	}

	@Test
	void saysNothingInTests(CapturedOutput output) {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().addFirst(new MapPropertySource("Inlined Test Properties", Map.of()));
		application(Pump.class).environment(environment).run().close();
		assertThat(output).doesNotContain(WARNING);
	}

	private static SpringApplicationBuilder application(Class<?>... sources) {
		return new SpringApplicationBuilder(sources).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.logStartupInfo(false);
	}

	@Configuration(proxyBeanMethods = false)
	static class Daemon {

		@Bean(WorkerDiscovery.BEAN_NAME)
		static WorkerDiscovery workerDiscovery() {
			return new WorkerDiscovery(Isolation.PROCESS);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Pump {

		@Bean
		@Worker
		WorkerLoop pump() {
			return () -> {
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Registered {

		@Bean
		WorkerRegistration registration() {
			return WorkerRegistration.of("registered", () -> () -> {
			}).looptime(Duration.ofSeconds(1));
		}

	}

}
