package dev.daemonspring.child;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.converter.Converter;
import org.springframework.core.env.PropertySource;

import dev.daemonspring.child.context.ReducedApplicationContext;
import dev.daemonspring.worker.WorkerCommand;
import dev.daemonspring.worker.WorkerContext;
import dev.daemonspring.worker.WorkerLoop;
import dev.daemonspring.worker.WorkerLoopListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Rehearsal}: it runs no code of the application, leaves no trace, and
 * holds nobody up.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
@ExtendWith(OutputCaptureExtension.class)
class RehearsalTests {

	/**
	 * What of the application's code has run, in words.
	 */
	private static final List<String> ran = new ArrayList<>();

	private static final List<String> REGISTERED = List.of(Registered.class.getName(), Misnamed.class.getName(),
			"org.example.Missing");

	private final ReducedApplicationContext application = new ReducedApplicationContext();

	@BeforeEach
	void refresh() {
		this.application.getEnvironment().getPropertySources().addLast(new LoggingSource());
		this.application.register(Application.class, JacksonAutoConfiguration.class);
		new WorkerBeans(this.application).refresh();
		ran.clear();
	}

	@AfterEach
	void close() {
		this.application.close();
	}

	@Test
	void runRunsNoCodeOfTheApplication() {
		new Rehearsal().run(this.application, REGISTERED);
		assertThat(ran).isEmpty();
	}

	@Test
	void runLeavesNoTrace(CapturedOutput output) {
		List<String> definitions = List.of(this.application.getBeanDefinitionNames());
		List<String> singletons = List.of(this.application.getBeanFactory().getSingletonNames());
		int before = output.length();
		new Rehearsal().run(this.application, REGISTERED);
		assertThat(this.application.getBeanDefinitionNames()).containsExactlyElementsOf(definitions);
		assertThat(this.application.getBeanFactory().getSingletonNames()).containsExactlyElementsOf(singletons);
		assertThat(output.toString().substring(before)).doesNotContain("WARN").doesNotContain("ERROR");
		Awaitility.await().until(() -> !threads().contains("daemon-rehearsal"));
	}

	@Test
	void workerIsCreatedAsEverAfterwards() {
		new Rehearsal().run(this.application, REGISTERED);
		Copier copier = this.application.getBean(Copier.class);
		assertThat(copier.context).isNotNull();
		assertThat(ran).contains("static initializer of a worker", "constructor of a worker", "post-processor: copier");
	}

	@Test
	void registeredWorkerIsCreatedAsEverAfterwards() {
		new Rehearsal().run(this.application, REGISTERED);
		this.application.getBeanFactory().createBean(Registered.class);
		assertThat(ran).contains("static initializer of a registered worker", "constructor of a registered worker");
	}

	@Test
	void runThatFailsIsLeftAlone(CapturedOutput output) {
		new Rehearsal().run(() -> {
			throw new IllegalStateException("planned");
		});
		assertThat(output).doesNotContain("planned");
	}

	@Test
	void runThatHangsIsToldAndLeftAlone(CapturedOutput output) {
		CountDownLatch hangs = new CountDownLatch(1);
		new Rehearsal(Duration.ofMillis(50)).run(() -> await(hangs));
		assertThat(output).containsOnlyOnce("did not end within PT0.05S");
		hangs.countDown();
	}

	@Test
	void runIsNotWaitedForOnceItIsNotWanted(CapturedOutput output) throws Exception {
		CountDownLatch hangs = new CountDownLatch(1);
		CountDownLatch begun = new CountDownLatch(1);
		Rehearsal rehearsal = new Rehearsal();
		Thread thread = new Thread(() -> rehearsal.run(() -> {
			begun.countDown();
			await(hangs);
		}));
		thread.start();
		begun.await();
		rehearsal.end();
		thread.join();
		assertThat(output).doesNotContain("rehearsal");
		hangs.countDown();
	}

	@Test
	void runThatIsNotWantedBeforeItBeginsDoesNothing() {
		Rehearsal rehearsal = new Rehearsal();
		rehearsal.end();
		List<String> rounds = new ArrayList<>();
		rehearsal.run(() -> rounds.add("round"));
		assertThat(rounds).isEmpty();
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static List<String> threads() {
		return Arrays.stream(Thread.getAllStackTraces().keySet().toArray(Thread[]::new)).map(Thread::getName).toList();
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		static BeanPostProcessor postProcessor() {
			return new BeanPostProcessor() {

				@Override
				public Object postProcessBeforeInitialization(Object bean, String beanName) {
					ran.add("post-processor: " + beanName);
					return bean;
				}

			};
		}

		@Bean
		static ApplicationListener<ApplicationEvent> listener() {
			return (event) -> ran.add("listener: " + event);
		}

		@Bean
		JsonMapperBuilderCustomizer customizer() {
			ran.add("factory method of a customizer");
			return (builder) -> ran.add("customizer");
		}

		@Bean
		Converter<String, Thread> converter() {
			ran.add("factory method of a converter");
			return Thread::new;
		}

		@Bean
		WorkerLoopListener loopListener() {
			ran.add("factory method of a listener");
			return new WorkerLoopListener() {
			};
		}

		@Bean
		Copier copier(Dependency dependency, WorkerContext context) {
			return new Copier(dependency, context);
		}

		@Bean
		Misnamed misnamed() {
			ran.add("factory method of a worker");
			return new Misnamed();
		}

		@Bean
		Dependency dependency() {
			ran.add("factory method of a dependency");
			return new Dependency();
		}

		@Bean
		@SuppressWarnings("rawtypes")
		FactoryBean factory() {
			ran.add("factory bean");
			return new Dependency.Factory();
		}

	}

	static class Copier implements WorkerLoop {

		static {
			ran.add("static initializer of a worker");
		}

		private final WorkerContext context;

		Copier(Dependency dependency, WorkerContext context) {
			ran.add("constructor of a worker");
			this.context = context;
		}

		@Override
		public void loop() {
			ran.add("loop");
		}

		@WorkerCommand
		void rename(Dependency to) {
			ran.add("command");
		}

	}

	/**
	 * A worker that no bean definition tells.
	 */
	static class Registered implements WorkerLoop {

		static {
			ran.add("static initializer of a registered worker");
		}

		Registered(Dependency dependency) {
			ran.add("constructor of a registered worker");
		}

		@Override
		public void loop() {
		}

	}

	static class Misnamed implements WorkerLoop {

		@Override
		public void loop() {
		}

		@WorkerCommand("no name")
		void rename() {
		}

	}

	static class Dependency {

		static {
			ran.add("static initializer of a dependency");
		}

		static class Factory implements FactoryBean<Dependency> {

			Factory() {
				ran.add("constructor of a factory bean");
			}

			@Override
			public Dependency getObject() {
				return new Dependency();
			}

			@Override
			public Class<?> getObjectType() {
				ran.add("type of a factory bean");
				return Dependency.class;
			}

		}

	}

	/**
	 * A property source of the application's own.
	 */
	private static final class LoggingSource extends PropertySource<Object> {

		private LoggingSource() {
			super("logging", new Object());
		}

		@Override
		public Object getProperty(String name) {
			if (name.startsWith("daemon-rehearsal")) {
				ran.add("property source: " + name);
			}
			return null;
		}

	}

}
