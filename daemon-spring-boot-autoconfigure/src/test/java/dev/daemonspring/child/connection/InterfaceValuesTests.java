package dev.daemonspring.child.connection;

import java.lang.reflect.Proxy;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link InterfaceValues}.
 */
class InterfaceValuesTests {

	private final Broker target = new DevelopersBroker();

	@Test
	void valuesAreOfAllMethodsThatCanBeAskedWithoutKnowingMore() {
		assertThat(InterfaceValues.of(Broker.class, this.target).propertyNames()).containsExactlyInAnyOrder("getName",
				"getHost", "getPort", "getUser", "getPassword", "getUrl(TCP)", "getUrl(TLS)", "getLazy", "getNumbers");
	}

	@Test
	void standInAnswersLikeItsOriginal() {
		Broker broker = standIn(Broker.class);
		assertThat(broker.getName()).as("of an interface above").isEqualTo("broker");
		assertThat(broker.getHost()).as("default method that is overridden").isEqualTo("container");
		assertThat(broker.getPort()).isEqualTo(5672);
		assertThat(broker.getUser()).as("default method that is not").isEqualTo("guest");
		assertThat(broker.getPassword()).isNull();
		assertThat(broker.getUrl(Transport.TCP)).isEqualTo("tcp:5672");
		assertThat(broker.getUrl(Transport.TLS)).isEqualTo("tls:5672");
	}

	@Test
	void standInWhenOriginalFailedFailsForThatMethodAlone() {
		assertThatIllegalStateException().isThrownBy(() -> standIn(Broker.class).getLazy())
			.withMessage("getLazy() of the broker is not known in a worker process: it could not be read:"
					+ " java.lang.UnsupportedOperationException: not yet");
	}

	@Test
	void standInWhenValueFailsWhileItIsReadFailsForThatMethodAlone() {
		assertThatIllegalStateException().isThrownBy(() -> standIn(Broker.class).getNumbers())
			.withMessage("getNumbers() of the broker is not known in a worker process: it could not be read:"
					+ " java.lang.IllegalStateException: out of numbers");
	}

	@Test
	void standInWhenAskedForWhatWasNotToldFails() {
		assertThatIllegalStateException().isThrownBy(() -> standIn(Broker.class).getPath("a"))
			.withMessage("getPath() of the broker is not known in a worker process");
		assertThatIllegalStateException().isThrownBy(() -> standIn(NewerBroker.class).getRegion())
			.withMessage("getRegion() of the broker is not known in a worker process");
	}

	@Test
	void standInIsEqualToItselfAlone() {
		Broker broker = standIn(Broker.class);
		assertThat(broker).isEqualTo(broker)
			.isNotEqualTo(standIn(Broker.class))
			.isNotEqualTo(this.target)
			.isNotEqualTo(null)
			.hasSameHashCodeAs(broker)
			.hasToString("broker of the daemon");
	}

	private <T> T standIn(Class<T> type) {
		ObjectNode values = InterfaceValues.of(Broker.class, this.target);
		return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type },
				new InterfaceValues("broker", values)));
	}

	enum Transport {

		TCP, TLS

	}

	interface Named {

		String getName();

	}

	interface Broker extends Named {

		default String getHost() {
			return "localhost";
		}

		int getPort();

		default String getUser() {
			return "guest";
		}

		@Nullable String getPassword();

		String getUrl(Transport transport);

		String getPath(String name);

		String getRoute(Transport transport, int hops);

		void connect();

		default String getLazy() {
			throw new UnsupportedOperationException("not yet");
		}

		Numbers getNumbers();

		static String scheme() {
			return "amqp";
		}

	}

	interface NewerBroker extends Broker {

		String getRegion();

	}

	record Numbers(int first) {

		@Override
		public int first() {
			throw new IllegalStateException("out of numbers");
		}

	}

	static class DevelopersBroker implements Broker {

		@Override
		public String getName() {
			return "broker";
		}

		@Override
		public String getHost() {
			return "container";
		}

		@Override
		public int getPort() {
			return 5672;
		}

		@Override
		public @Nullable String getPassword() {
			return null;
		}

		@Override
		public String getUrl(Transport transport) {
			return transport.name().toLowerCase(Locale.ROOT) + ":5672";
		}

		@Override
		public String getPath(String name) {
			throw new AssertionError("Nobody knows what to ask for");
		}

		@Override
		public String getRoute(Transport transport, int hops) {
			throw new AssertionError("Nobody knows what to ask for");
		}

		@Override
		public void connect() {
			throw new AssertionError("This tells nothing");
		}

		@Override
		public Numbers getNumbers() {
			return new Numbers(1);
		}

	}

}
