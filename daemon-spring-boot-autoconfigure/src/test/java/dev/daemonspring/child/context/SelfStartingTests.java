package dev.daemonspring.child.context;

import org.junit.jupiter.api.Test;
import org.springframework.context.Lifecycle;
import org.springframework.context.SmartLifecycle;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SelfStarting}.
 */
class SelfStartingTests {

	@Test
	void containerOfWhateverBrokerListens() {
		assertThat(SelfStarting.of(KafkaContainer.class)).isEqualTo(SelfStarting.LISTENING);
		assertThat(SelfStarting.of(RabbitListenerEndpointRegistry.class)).isEqualTo(SelfStarting.LISTENING);
	}

	@Test
	void clientDoesNothing() {
		assertThat(SelfStarting.of(Client.class)).isEqualTo(SelfStarting.NOTHING);
	}

	interface MessageListenerContainer extends SmartLifecycle {

	}

	abstract static class KafkaContainer implements MessageListenerContainer {

	}

	abstract static class RabbitListenerEndpointRegistry implements SmartLifecycle {

	}

	abstract static class Client implements Lifecycle {

	}

}
