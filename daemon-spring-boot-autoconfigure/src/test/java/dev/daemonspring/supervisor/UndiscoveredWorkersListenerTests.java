package dev.daemonspring.supervisor;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.UnsatisfiedDependencyException;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerContext;
import dev.daemonspring.worker.WorkerLoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link UndiscoveredWorkersListener}.
 */
class UndiscoveredWorkersListenerTests {

	@Test
	void sliceThatLacksWhatAWorkerDependsOnStarts() {
		try (ConfigurableApplicationContext slice = start(MainClass.class)) {
			assertThat(slice.containsBean("mailing")).isTrue();
			assertThatExceptionOfType(UnsatisfiedDependencyException.class).isThrownBy(() -> slice.getBean("mailing"));
		}
	}

	@Test
	void workerThatATestAsksForIsCreated() {
		try (ConfigurableApplicationContext slice = start(MainClass.class, Mailer.class)) {
			assertThat(slice.getBean("counting", WorkerLoop.class)).isNotNull();
		}
	}

	private static ConfigurableApplicationContext start(Class<?>... sources) {
		return new SpringApplicationBuilder(sources).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.logStartupInfo(false)
			.run();
	}

	@Configuration(proxyBeanMethods = false)
	static class MainClass {

		@Bean
		@Worker
		WorkerLoop mailing(Mailer mailer, WorkerContext context) {
			return () -> {
			};
		}

		@Bean
		@Worker
		WorkerLoop counting(Mailer mailer) {
			return () -> {
			};
		}

	}

	static class Mailer {

	}

}
