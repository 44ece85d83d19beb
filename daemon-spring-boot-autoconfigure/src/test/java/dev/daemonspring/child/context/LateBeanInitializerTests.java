package dev.daemonspring.child.context;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.SmartLifecycle;

import dev.daemonspring.protocol.ContextSettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LateBeanInitializer}.
 */
class LateBeanInitializerTests {

	private final SelfStartingBeans beans = new SelfStartingBeans();

	private final LateBeanInitializer initializer = new LateBeanInitializer(this.beans);

	@Test
	void beanThatIsCreatedBeforeTheContextIsStartedIsLetAlone() {
		Client client = new Client();
		assertThat(this.initializer.postProcessAfterInitialization(client, "client")).isSameAs(client);
		assertThat(client.seen).isEmpty();
	}

	@Test
	void beanThatComesLateIsCompletedAndThenStarted() {
		this.initializer.start();
		Client client = new Client();
		assertThat(this.initializer.postProcessAfterInitialization(client, "client")).isSameAs(client);
		assertThat(client.seen).containsExactly("completed", "started");
	}

	@Test
	void beanThatRunsAlreadyIsNotStartedAgain() {
		this.initializer.start();
		Client client = new Client();
		client.running = true;
		this.initializer.postProcessAfterInitialization(client, "client");
		assertThat(client.seen).containsExactly("completed");
	}

	@Test
	void beanThatDoesNotStartByItselfIsNotStarted() {
		this.initializer.start();
		Client client = new Client() {

			@Override
			public boolean isAutoStartup() {
				return false;
			}

		};
		this.initializer.postProcessAfterInitialization(client, "client");
		assertThat(client.seen).containsExactly("completed");
	}

	@Test
	void beanThatMayNotListenIsCompletedAndNotStarted() {
		this.initializer.start();
		QueueMessageListenerContainer container = new QueueMessageListenerContainer();
		this.initializer.postProcessAfterInitialization(container, "container");
		assertThat(container.seen).containsExactly("completed");
		assertThat(this.beans.takeLeftOut("clerk")).contains("'container'");
	}

	@Test
	void beanThatMayListenIsStarted() {
		this.beans.add("clerk", new ContextSettings(null, false, List.of("container")));
		this.initializer.start();
		QueueMessageListenerContainer container = new QueueMessageListenerContainer();
		this.initializer.postProcessAfterInitialization(container, "container");
		assertThat(container.seen).containsExactly("completed", "started");
		assertThat(this.beans.takeLeftOut("clerk")).isEmpty();
	}

	@Test
	void beanThatIsNothingOfTheKindPasses() {
		this.initializer.start();
		assertThat(this.initializer.postProcessAfterInitialization("bean", "text")).isEqualTo("bean");
	}

	private static class Client implements SmartLifecycle, SmartInitializingSingleton {

		final List<String> seen = new ArrayList<>();

		boolean running;

		@Override
		public void afterSingletonsInstantiated() {
			this.seen.add("completed");
		}

		@Override
		public void start() {
			this.seen.add("started");
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

	private static final class QueueMessageListenerContainer extends Client {

	}

}
