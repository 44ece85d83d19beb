package dev.daemonspring.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.observation.transport.SenderContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.daemonspring.child.WorkObserver;
import dev.daemonspring.observe.ObservedWork;
import dev.daemonspring.observe.WorkerIterationObservationContext;
import dev.daemonspring.observe.WorkerIterationObservationConvention;
import dev.daemonspring.supervisor.CommandException;
import dev.daemonspring.supervisor.CommandInterceptor;
import dev.daemonspring.supervisor.Workers;
import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerCommand;
import dev.daemonspring.worker.WorkerLoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link WorkerObservationAutoConfiguration}, with workers on threads.
 */
class WorkerObservationAutoConfigurationTests {

	private final Recorder recorder = new Recorder();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(DaemonAutoConfiguration.class, WorkerObservationAutoConfiguration.class))
		.withPropertyValues("daemon.isolation=thread", "daemon.defaults.looptime=10ms")
		.withUserConfiguration(Application.class);

	private final ApplicationContextRunner observed = this.runner.withBean(ObservationRegistry.class, () -> {
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(this.recorder);
		return registry;
	});

	@Test
	void iterationsAreObservedWithTheKeysOfScheduledTasks() {
		this.observed.run((context) -> {
			await().until(() -> this.recorder.find("worker.iteration") != null);
			assertThat(this.recorder.find("worker.iteration")).satisfies((iteration) -> {
				assertThat(iteration.getContextualName()).isEqualTo("worker copy");
				assertThat(iteration.getLowCardinalityKeyValues()).containsExactlyInAnyOrder(
						KeyValue.of("worker", "copy"), KeyValue.of("code.function", "loop"),
						KeyValue.of("code.namespace", Copy.class.getCanonicalName()), KeyValue.of("exception", "none"),
						KeyValue.of("outcome", "SUCCESS"));
			});
		});
	}

	@Test
	void iterationThatThrowsTellsItsException() {
		this.observed.run((context) -> {
			context.getBean(Workers.class).send("copy", "breakDown");
			await().until(() -> this.recorder.contexts.stream().anyMatch((any) -> any.getError() != null));
			assertThat(this.recorder.contexts).anySatisfy((iteration) -> {
				assertThat(iteration.getName()).isEqualTo("worker.iteration");
				assertThat(iteration.getError()).isInstanceOf(IllegalStateException.class);
				assertThat(iteration.getLowCardinalityKeyValues())
					.contains(KeyValue.of("exception", "IllegalStateException"), KeyValue.of("outcome", "ERROR"));
			});
		});
	}

	@Test
	void commandCarriesTheTraceOfItsCaller() {
		this.observed.run((context) -> {
			assertThat(context.getBean(Workers.class).send("copy", "greet", "you")).isEqualTo("hello you");
			await().until(() -> this.recorder.find("worker.command") != null);
			assertThat(this.recorder.received).containsEntry("traceparent", "00-of-the-caller");
			assertThat(this.recorder.find("worker.command")).satisfies((command) -> {
				assertThat(command.getContextualName()).isEqualTo("command copy.greet");
				assertThat(command.getLowCardinalityKeyValues()).containsExactlyInAnyOrder(
						KeyValue.of("worker", "copy"), KeyValue.of("command", "greet"),
						KeyValue.of("code.function", "greet"),
						KeyValue.of("code.namespace", Copy.class.getCanonicalName()), KeyValue.of("exception", "none"),
						KeyValue.of("outcome", "SUCCESS"));
			});
			assertThat(this.recorder.find("daemon.worker.send"))
				.satisfies((sent) -> assertThat(sent.getLowCardinalityKeyValues())
					.containsExactly(KeyValue.of("worker", "copy")));
		});
	}

	@Test
	void commandThatThrowsTellsItsOwnException() {
		this.observed.run((context) -> {
			assertThatExceptionOfType(CommandException.class)
				.isThrownBy(() -> context.getBean(Workers.class).send("copy", "refuse"))
				.withMessageContaining("not today");
			await().until(() -> this.recorder.find("worker.command") != null);
			assertThat(this.recorder.find("worker.command").getError()).isInstanceOf(IllegalArgumentException.class)
				.hasMessage("not today");
		});
	}

	@Test
	void traceThatIsTooLargeIsLeftBehind() {
		this.recorder.trace = "x".repeat(100_000);
		this.observed.run((context) -> {
			assertThat(context.getBean(Workers.class).send("copy", "greet", "you")).isEqualTo("hello you");
			await().until(() -> this.recorder.find("worker.command") != null);
			assertThat(this.recorder.received).isEmpty();
		});
	}

	@Test
	void conventionOfTheApplicationReplacesTheDefault() {
		this.observed.withBean(WorkerIterationObservationConvention.class, OwnConvention::new)
			.run((context) -> await().until(() -> this.recorder.find("own.iteration") != null));
	}

	@Test
	void nothingIsObservedWhereNobodyListens() {
		this.runner.withBean(ObservationRegistry.class, () -> ObservationRegistry.NOOP)
			.run((context) -> assertThat(context.getBean(WorkObserver.class).isActive()).isFalse());
	}

	@Test
	void backsOffOnUsersOwnBeans() {
		CommandInterceptor own = (worker, command, sending) -> sending.apply(Map.of());
		this.observed.withBean(CommandInterceptor.class, () -> own)
			.run((context) -> assertThat(context.getBean(CommandInterceptor.class)).isSameAs(own));
	}

	@Test
	void canBeDisabled() {
		this.observed.withPropertyValues("daemon.metrics.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(WorkObserver.class)
				.doesNotHaveBean(CommandInterceptor.class));
	}

	@Test
	void backsOffWithoutRegistry() {
		this.runner.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ObservedWork.class));
	}

	@Test
	void backsOffWithoutMicrometer() {
		this.runner.withClassLoader(new FilteredClassLoader("io.micrometer"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("daemonObservedWork"));
	}

	/**
	 * Records observations and, as tracing does, puts a trace into what is sent and takes
	 * it from what is received.
	 */
	private static final class Recorder implements ObservationHandler<Observation.Context> {

		private final List<Observation.Context> contexts = new CopyOnWriteArrayList<>();

		private volatile String trace = "00-of-the-caller";

		private volatile Map<String, String> received = Map.of();

		@Override
		@SuppressWarnings("unchecked")
		public void onStart(Observation.Context context) {
			if (context instanceof SenderContext<?> sender) {
				SenderContext<Object> typed = (SenderContext<Object>) sender;
				typed.getSetter().set(typed.getCarrier(), "traceparent", this.trace);
			}
			if (context instanceof ReceiverContext<?> receiver) {
				this.received = (Map<String, String>) receiver.getCarrier();
			}
		}

		@Override
		public void onStop(Observation.Context context) {
			this.contexts.add(context);
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

		private Observation.@Nullable Context find(String name) {
			return this.contexts.stream().filter((any) -> name.equals(any.getName())).findFirst().orElse(null);
		}

	}

	private static final class OwnConvention implements WorkerIterationObservationConvention {

		@Override
		public String getName() {
			return "own.iteration";
		}

		@Override
		public KeyValues getLowCardinalityKeyValues(WorkerIterationObservationContext context) {
			return KeyValues.empty();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		@Worker(forever = true)
		Copy copy() {
			return new Copy();
		}

	}

	static class Copy implements WorkerLoop {

		private boolean broken;

		@Override
		public void loop() {
			if (this.broken) {
				throw new IllegalStateException("broken");
			}
		}

		@WorkerCommand
		String greet(String whom) {
			return "hello " + whom;
		}

		@WorkerCommand
		void refuse() {
			throw new IllegalArgumentException("not today");
		}

		@WorkerCommand
		void breakDown() {
			this.broken = true;
		}

	}

}
