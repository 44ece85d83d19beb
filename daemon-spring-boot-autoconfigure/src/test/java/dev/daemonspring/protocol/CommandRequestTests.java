package dev.daemonspring.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link CommandRequest}.
 */
class CommandRequestTests {

	@ParameterizedTest
	@ValueSource(strings = { "hello", "", "hello\n", "\n", "hello\n[1]\n", "\u0000", "ä" })
	void nameArrivesAsItIs(String name) {
		CommandRequest request = new CommandRequest(name, "[\"a\\nb\"]\n");
		assertThat(CommandRequest.of(request.toBytes())).isEqualTo(request);
	}

	@Test
	void nameOfGreatLengthArrives() {
		CommandRequest request = new CommandRequest("x".repeat(0xFFFF), "[]");
		assertThat(CommandRequest.of(request.toBytes())).isEqualTo(request);
	}

	@Test
	void toBytesWhenNameIsTooLongFails() {
		assertThatIllegalArgumentException().isThrownBy(() -> new CommandRequest("x".repeat(0x10000), "[]").toBytes())
			.withMessageContaining("'65536'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "h", "hello\n[]", "\u0000\u0001" })
	void ofWhenBytesAreNoCommandFails(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> CommandRequest.of(text.getBytes(StandardCharsets.UTF_8)))
			.withMessageContaining("not a command");
	}

	@Test
	void headersTravelWithTheCommand() {
		CommandRequest request = new CommandRequest("greet", "[1]", Map.of("traceparent", "00-1=2-3"));
		assertThat(CommandRequest.of(request.toBytes())).isEqualTo(request);
		assertThat(request.withoutHeaders()).isEqualTo(new CommandRequest("greet", "[1]"));
	}

	@Test
	void headersThatAreTooLargeOrNoHeadersAreLeftOut() {
		CommandRequest large = new CommandRequest("greet", "[]", Map.of("baggage", "x".repeat(2048)));
		assertThat(CommandRequest.of(large.toBytes())).isEqualTo(new CommandRequest("greet", "[]"));
		CommandRequest odd = new CommandRequest("greet", "[]", Map.of("a=b", "c", "", "d", "e", "f\ng=h"));
		assertThat(CommandRequest.of(odd.toBytes())).isEqualTo(new CommandRequest("greet", "[]"));
	}

}
