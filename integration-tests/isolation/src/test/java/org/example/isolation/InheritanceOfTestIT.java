package org.example.isolation;

import org.example.testsupport.JavaProcess;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

import dev.daemonspring.autoconfigure.DaemonAutoConfiguration;
import dev.daemonspring.supervisor.Workers;
import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerCommand;
import dev.daemonspring.worker.WorkerLoop;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The worker processes of a test have what the test alone sets.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE, args = "--given.by.argument=argument",
		properties = { "daemon.isolation=process", "given.inline=inline",
				"daemon.defaults.jvm-args=" + JavaProcess.QUICK_START })
@TestPropertySource(properties = "given.by.source=source")
@ActiveProfiles("under-test")
@DirtiesContext
class InheritanceOfTestIT {

	@Autowired
	private Workers workers;

	@DynamicPropertySource
	static void dynamicProperties(DynamicPropertyRegistry registry) {
		registry.add("given.dynamic", () -> "pid " + ProcessHandle.current().pid());
	}

	@Test
	void workerProcessInheritsPropertiesOfTest() {
		JavaProcess.await().until(() -> this.workers.status("heir") == WorkerState.LOOPING);
		assertThat(property("given.inline")).isEqualTo("inline");
		assertThat(property("given.by.source")).isEqualTo("source");
		assertThat(property("given.by.argument")).isEqualTo("argument");
		assertThat(property("given.dynamic")).isEqualTo("pid " + ProcessHandle.current().pid());
		assertThat(property("spring.profiles.active")).isEqualTo("under-test");
		assertThat(this.workers.info("heir").pid()).isNotEqualTo(ProcessHandle.current().pid());
	}

	private Object property(String name) {
		return this.workers.send("heir", "property", name);
	}

	/**
	 * The application under test.
	 */
	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(DaemonAutoConfiguration.class)
	static class Application {

		@Bean
		@Worker(name = "heir", looptime = 3600, forever = true)
		Heir heir(Environment environment) {
			return new Heir(environment);
		}

	}

	/**
	 * Tells what it has inherited.
	 */
	static class Heir implements WorkerLoop {

		private final Environment environment;

		Heir(Environment environment) {
			this.environment = environment;
		}

		@Override
		public void loop() {
		}

		@WorkerCommand("property")
		String property(String name) {
			return this.environment.getProperty(name, "nothing");
		}

	}

}
