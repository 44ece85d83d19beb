package dev.daemonspring.child.context;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskHolder;

import dev.daemonspring.protocol.ContextSettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SelfStartingBeans}: what beans that a worker depends on do by
 * themselves in its process.
 */
class SelfStartingBeansTests {

	private final ReducedApplication application = new ReducedApplication();

	@AfterEach
	void close() {
		this.application.close();
	}

	@Test
	void scheduledMethodWhenNobodyAsksIsNotCalled() {
		ReducedApplicationContext context = work(ContextSettings.DEFAULT);
		Invoices invoices = context.getBean(Invoices.class);
		assertThat(context.getBean(ScheduledTaskHolder.class).getScheduledTasks()).isEmpty();
		assertThat(context.getBeanFactory().containsSingleton("configurer")).isFalse();
		assertThat(invoices.sent.getCount()).isOne();
		assertThat(context.takeLeftOut("clerk")).contains("'invoices' (@Scheduled)")
			.contains("'daemon.workers.clerk.scheduling'");
		assertThat(context.takeLeftOut("clerk")).isEmpty();
	}

	@Test
	void scheduledMethodWhenWorkerAsksIsCalled() throws InterruptedException {
		ReducedApplicationContext context = work(new ContextSettings(null, true, List.of()));
		Invoices invoices = context.getBean(Invoices.class);
		assertThat(invoices.sent.await(60, TimeUnit.SECONDS)).isTrue();
		assertThat(context.getBeanFactory().containsSingleton("configurer")).isTrue();
	}

	@Test
	void listenerMethodWhenNobodyAsksIsNotCalled() {
		ReducedApplicationContext context = work(ContextSettings.DEFAULT);
		FakeListenerAnnotationBeanPostProcessor broker = context.getBean(FakeListenerAnnotationBeanPostProcessor.class);
		assertThat(broker.listening).isEmpty();
		assertThat(broker.completed).isFalse();
		assertThat(context.takeLeftOut("clerk")).contains("'orders' (@FakeListener)")
			.contains("'daemon.workers.clerk.lifecycle'");
	}

	@Test
	void listenerMethodWhenWorkerNamesItsBeanIsCalled() {
		ReducedApplicationContext context = work(new ContextSettings(null, false, List.of("ord*")));
		FakeListenerAnnotationBeanPostProcessor broker = context.getBean(FakeListenerAnnotationBeanPostProcessor.class);
		assertThat(broker.listening).containsExactly("orders");
		assertThat(broker.completed).isTrue();
	}

	@Test
	void containerStartsWhenWorkerNamesItOnly() {
		ReducedApplicationContext context = work(ContextSettings.DEFAULT);
		assertThat(context.getBean(FakeMessageListenerContainer.class).isRunning()).isFalse();
		assertThat(context.getBean(Client.class).isRunning()).isTrue();
		this.application.close();
		ReducedApplicationContext asked = work(new ContextSettings(null, false, List.of("container")));
		assertThat(asked.getBean(FakeMessageListenerContainer.class).isRunning()).isTrue();
	}

	private ReducedApplicationContext work(ContextSettings settings) {
		ReducedApplicationContext context = this.application.boot(Office.class);
		context.admit("worker", settings);
		context.getBean(Invoices.class);
		context.getBean(Orders.class);
		context.getBean(FakeMessageListenerContainer.class);
		context.getBean(Client.class);
		context.start();
		return context;
	}

	@Retention(RetentionPolicy.RUNTIME)
	@interface FakeListener {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class Office {

		@Bean
		Invoices invoices() {
			return new Invoices();
		}

		@Bean
		Orders orders() {
			return new Orders();
		}

		@Bean
		SchedulingConfigurer configurer() {
			return (registrar) -> {
			};
		}

		@Bean
		static FakeListenerAnnotationBeanPostProcessor broker() {
			return new FakeListenerAnnotationBeanPostProcessor();
		}

		@Bean
		FakeMessageListenerContainer container() {
			return new FakeMessageListenerContainer();
		}

		@Bean
		Client client() {
			return new Client();
		}

	}

	static class Invoices {

		private final CountDownLatch sent = new CountDownLatch(1);

		@Scheduled(fixedDelay = 10)
		void send() {
			this.sent.countDown();
		}

	}

	static class Orders {

		@FakeListener
		void take() {
		}

	}

	static class FakeListenerAnnotationBeanPostProcessor implements BeanPostProcessor, SmartInitializingSingleton {

		private final List<String> listening = new ArrayList<>();

		private boolean completed;

		@Override
		public @Nullable Object postProcessAfterInitialization(Object bean, String beanName) {
			if (bean instanceof Orders) {
				this.listening.add(beanName);
			}
			return bean;
		}

		@Override
		public void afterSingletonsInstantiated() {
			this.completed = true;
		}

	}

	abstract static class Startable implements SmartLifecycle {

		private boolean running;

		@Override
		public void start() {
			this.running = true;
		}

		@Override
		public void stop() {
			this.running = false;
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

	}

	static class Client extends Startable {

	}

	static class FakeMessageListenerContainer extends Startable {

	}

}
