package dev.daemonspring.region;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Utf8}.
 */
class Utf8Tests {

	@Test
	void truncateWhenItFitsKeepsAll() {
		assertThat(Utf8.truncate("Grüße", 7)).isEqualTo("Grüße".getBytes(StandardCharsets.UTF_8));
		assertThat(Utf8.truncate("", 7)).isEmpty();
	}

	@Test
	void truncateWhenCharacterIsCutLeavesItOut() {
		assertThat(Utf8.decode(Utf8.truncate("aäb", 2))).isEqualTo("a");
		assertThat(Utf8.decode(Utf8.truncate("aäb", 3))).isEqualTo("aä");
		assertThat(Utf8.decode(Utf8.truncate("a\uD83D\uDE00b", 4))).isEqualTo("a");
		assertThat(Utf8.decode(Utf8.truncate("a\uD83D\uDE00b", 5))).isEqualTo("a\uD83D\uDE00");
	}

	@Test
	void truncateWhenTextIsHugeIsBoundedAtEveryCapacity() {
		String text = "x\uD83D\uDE00ä€".repeat(100);
		for (int capacity = 1; capacity < 60; capacity++) {
			byte[] bytes = Utf8.truncate(text, capacity);
			assertThat(bytes.length).isBetween(capacity - 3, capacity);
			assertThat(text).startsWith(Utf8.decode(bytes));
		}
	}

	@Test
	void decodeWhenRubbishDoesNotThrow() {
		assertThat(Utf8.decode(new byte[] { (byte) 0xFF, (byte) 0xC3 })).hasSize(2);
	}

}
