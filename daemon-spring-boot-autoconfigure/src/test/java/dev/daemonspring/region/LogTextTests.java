package dev.daemonspring.region;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LogText}.
 */
class LogTextTests {

	@Test
	void textStaysAsItIs() {
		String text = "Grüße, \ud83d\ude00\tשלום 'x' \\n";
		assertThat(LogText.escape(text)).isSameAs(text);
		assertThat(LogText.escape("")).isEmpty();
	}

	@Test
	void forgedLineIsPartOfTheLine() {
		assertThat(LogText.escape("x\r\n2026-11-25 INFO forged")).isEqualTo("x\\r\\n2026-11-25 INFO forged");
	}

	@Test
	void escapeSequenceOfATerminalIsEscaped() {
		assertThat(LogText.escape("\u001b[2Jé")).isEqualTo("\\u001b[2Jé");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 7, 0x1f, 0x7f, 0x80, 0x85, 0x9b, 0x9f, 0x2028, 0x2029, 0x202a, 0x202e, 0x2066, 0x2069 })
	void controlCharacterIsEscaped(int character) {
		assertThat(LogText.escape("a" + (char) character + "b")).isEqualTo("a\\u%04xb".formatted(character));
	}

}
