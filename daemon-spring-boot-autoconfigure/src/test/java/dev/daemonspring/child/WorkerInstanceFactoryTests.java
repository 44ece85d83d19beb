package dev.daemonspring.child;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import dev.daemonspring.protocol.Assignment;
import dev.daemonspring.protocol.ContextSettings;
import dev.daemonspring.worker.WorkerLoop;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link WorkerInstanceFactory}.
 */
class WorkerInstanceFactoryTests {

	@Test
	void createWhenBeanMethodReturnsNullSaysSo() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Nothing.class)) {
			Assignment assignment = new Assignment("copy", 0, 1, "nothing", Duration.ZERO, 0, null,
					Duration.ofSeconds(5), true, ContextSettings.DEFAULT);
			assertThatIllegalStateException().isThrownBy(() -> new WorkerInstanceFactory(context).create(assignment))
				.withMessageContaining("'nothing'")
				.withMessageContaining("returned null");
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Nothing {

		@Bean
		@Lazy
		WorkerLoop nothing() {
			return null;
		}

	}

}
