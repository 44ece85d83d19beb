package dev.daemonspring.child.connection;

import java.io.File;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.core.ResolvableType;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link ConnectionValue}: what a value is after it went to another process as
 * text.
 */
class ConnectionValueTests {

	@ParameterizedTest
	@MethodSource
	void valueIsTheSameInAnotherProcess(Type type, Object value) {
		assertThat(sent(type, value)).isEqualTo(value);
	}

	static Stream<Arguments> valueIsTheSameInAnotherProcess() {
		return Stream.of(Arguments.of(String.class, "grüße \"\n"), Arguments.of(String.class, ""),
				Arguments.of(CharSequence.class, "text"), Arguments.of(Object.class, "text"),
				Arguments.of(boolean.class, true), Arguments.of(Boolean.class, false), Arguments.of(int.class, -5),
				Arguments.of(long.class, Long.MIN_VALUE), Arguments.of(double.class, 0.1),
				Arguments.of(BigDecimal.class, new BigDecimal("1.10")), Arguments.of(char.class, 'ä'),
				Arguments.of(Security.class, Security.TLS), Arguments.of(Security.class, Security.NONE),
				Arguments.of(Duration.class, Duration.ofMillis(1500)),
				Arguments.of(URI.class, URI.create("amqp://localhost")), Arguments.of(File.class, new File("/a b")),
				Arguments.of(Address.class, new Address("a", 1, List.of(Security.TLS))),
				Arguments.of(char[].class, "secret".toCharArray()),
				Arguments.of(Address[].class, new Address[] { new Address("a", 1, List.of()) }),
				Arguments.of(generic(List.class, Duration.class), List.of(Duration.ZERO, Duration.ofDays(1))),
				Arguments.of(generic(List.class, String.class), List.of()),
				Arguments.of(generic(Set.class, Integer.class), Set.of(7)),
				Arguments.of(generic(Map.class, String.class, Address.class),
						Map.of("x", new Address("a", 1, List.of(Security.NONE)))),
				Arguments.of(generic(Map.class, String.class, String.class), Map.of()));
	}

	@Test
	void nothingIsNothing() {
		assertThat(sent(String.class, null)).isNull();
		assertThat(sent(generic(List.class, String.class), Arrays.asList("a", null)))
			.isEqualTo(Arrays.asList("a", null));
		assertThat(sent(String[].class, new String[] { "a", null })).isEqualTo(new String[] { "a", null });
		assertThat(sent(Named.class, new Named(null))).isEqualTo(new Named(null));
	}

	@Test
	void elementsKeepTheirOrder() {
		Set<String> set = new LinkedHashSet<>(List.of("z", "a", "m"));
		assertThat((Set<?>) sent(generic(Set.class, String.class), set)).isInstanceOf(Set.class)
			.extracting(Object::toString)
			.containsExactly("z", "a", "m");
	}

	@Test
	void interfaceOfTheDetailsTellsTheSame() {
		Object sent = sent(Details.Node.class, (Details.Node) () -> 5672);
		assertThat(sent).isInstanceOfSatisfying(Details.Node.class,
				(node) -> assertThat(node.getPort()).isEqualTo(5672));
	}

	@ParameterizedTest
	@MethodSource
	void valueThatTextCanNotMakeAgainIsAnErrorWhenItIsReadOnly(Type type, Object value) {
		String json = ConnectionValue.encode(type, value).toString();
		assertThatIllegalStateException().isThrownBy(() -> received(type, json))
			.withMessageStartingWith("getValue() is not known in a worker process: a ")
			.withMessageContaining(ResolvableType.forType(type).toClass().getName())
			.withMessageEndingWith(" can't be passed to another process");
	}

	static Stream<Arguments> valueThatTextCanNotMakeAgainIsAnErrorWhenItIsReadOnly() {
		return Stream.of(Arguments.of(Thread.class, Thread.currentThread()),
				Arguments.of(Object.class, new Address("a", 1, List.of())), Arguments.of(byte[].class, new byte[1]),
				Arguments.of(Runnable.class, (Runnable) () -> {
				}), Arguments.of(generic(Optional.class, String.class), Optional.of("a")),
				Arguments.of(Refusing.class, new Refusing()),
				Arguments.of(StringBuilder.class, new StringBuilder("equal to none")));
	}

	@Test
	void listWithAnElementThatCanNotBeToldIsAnErrorWhenItIsReadOnly() {
		Type type = generic(List.class, Object.class);
		String json = ConnectionValue.encode(type, List.of("a", new Object())).toString();
		assertThatIllegalStateException().isThrownBy(() -> received(type, json))
			.withMessageContaining("is not known in a worker process");
	}

	@Test
	void missingIsAnErrorWithItsReason() {
		String json = ConnectionValue.missing("nobody knows it").toString();
		assertThatIllegalStateException().isThrownBy(() -> received(String.class, json))
			.withMessage("getValue() is not known in a worker process: nobody knows it");
	}

	@Test
	void textOfWhichNothingCanBeMadeIsAnErrorWithItsCause() {
		assertThatIllegalStateException().isThrownBy(() -> received(URI.class, "\"a b\""))
			.withMessage("getValue() can't be made from its text")
			.havingCause();
	}

	private static @Nullable Object sent(Type type, @Nullable Object value) {
		return received(type, ConnectionValue.encode(type, value).toString());
	}

	private static @Nullable Object received(Type type, String json) {
		return ConnectionValue.decode(type, JsonMapper.shared().readTree(json), "getValue()");
	}

	private static Type generic(Class<?> type, Class<?>... arguments) {
		return ResolvableType.forClassWithGenerics(type, arguments).getType();
	}

	enum Security {

		NONE,

		TLS {

			@Override
			public String toString() {
				return "Transport Layer Security";
			}

		}

	}

	record Address(String host, int port, List<Security> securities) {

	}

	record Named(@Nullable String name) {

	}

	interface Details extends ConnectionDetails {

		interface Node {

			int getPort();

		}

	}

	/**
	 * Can't be made from its text, though there is a method for it.
	 */
	public static final class Refusing {

		public static Refusing of(String text) {
			throw new IllegalArgumentException(text);
		}

	}

}
