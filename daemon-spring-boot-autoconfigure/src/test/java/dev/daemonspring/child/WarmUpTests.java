package dev.daemonspring.child;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import dev.daemonspring.region.WorkerSlot;
import dev.daemonspring.worker.WorkerCommand;
import dev.daemonspring.worker.WorkerLoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/**
 * Tests for {@link WarmUp}.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class WarmUpTests {

	private static final AtomicInteger created = new AtomicInteger();

	@TempDir
	Path temp;

	private SlotFixture slots;

	private WorkerSlot scratch;

	@BeforeEach
	void open() {
		created.set(0);
		this.slots = new SlotFixture(this.temp);
		this.scratch = this.slots.worker(2);
		this.scratch.begin(1, 0);
	}

	@AfterEach
	void close() {
		this.scratch.close();
		this.slots.close();
	}

	@Test
	void runWalksToTheFirstIterationOnTheScratchSlotOnly() {
		warmUp(Workers.class);
		assertThat(this.slots.daemon(2).snapshot().iterations()).isPositive();
		assertThat(this.slots.daemon(2).snapshot().failures()).isZero();
		assertThat(this.slots.daemon(0).snapshot().iterations()).isZero();
		assertThat(this.slots.daemon(1).snapshot().iterations()).isZero();
	}

	@Test
	void runCreatesNoBean() {
		warmUp(Workers.class);
		assertThat(created).hasValue(0);
	}

	@Test
	void runWhenAWorkerCanNotBeWarmedUpLeavesThatToItsStart() {
		assertThatCode(() -> warmUp(Broken.class)).doesNotThrowAnyException();
		assertThat(created).hasValue(0);
	}

	private void warmUp(Class<?> configuration) {
		try (ConfigurableApplicationContext context = new AnnotationConfigApplicationContext(configuration)) {
			WarmUp.run(context, this.scratch);
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Workers {

		@Bean
		@Lazy
		Copier copy() {
			return new Copier();
		}

		@Bean
		@Lazy
		WorkerLoop lambda() {
			created.incrementAndGet();
			return () -> {
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Broken {

		@Bean
		@Lazy
		Misnamed misnamed() {
			return new Misnamed();
		}

	}

	static class Copier implements WorkerLoop {

		Copier() {
			created.incrementAndGet();
		}

		@Override
		public void loop() {
		}

		@WorkerCommand
		void rename(String to) {
		}

	}

	static class Misnamed implements WorkerLoop {

		Misnamed() {
			created.incrementAndGet();
		}

		@Override
		public void loop() {
		}

		@WorkerCommand("no name")
		void rename() {
		}

	}

}
