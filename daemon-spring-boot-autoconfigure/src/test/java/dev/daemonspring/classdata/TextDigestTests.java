package dev.daemonspring.classdata;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TextDigest}.
 */
class TextDigestTests {

	@Test
	void digestOfTheSameTextsIsTheSameInEachJvm() {
		// printf 'a\0\303\244\0' | sha256sum
		assertThat(digest("a", "ä")).isEqualTo(digest("a", "ä"))
			.isEqualTo("ca6d5b84ca1de22836981ac1b5b9a85b4be820672a76f94811246fc84ce879f1");
	}

	@Test
	void textsAreToldFromEachOther() {
		assertThat(List.of(digest(), digest(""), digest("", ""), digest("ab"), digest("a", "b"), digest("b", "a"),
				digest("", "ab"), digest("ab", "")))
			.doesNotHaveDuplicates();
	}

	@Test
	void hexIsTheBeginning() {
		assertThat(new TextDigest().add("a").hex(16)).hasSize(16).matches("[0-9a-f]+");
		assertThat(digest("a")).hasSize(64).startsWith(new TextDigest().add("a").hex(16));
	}

	@Test
	void hexStartsAnew() {
		TextDigest digest = new TextDigest();
		digest.add("a").hex(64);
		assertThat(digest.add("b").hex(64)).isEqualTo(digest("b"));
	}

	private static String digest(String... texts) {
		TextDigest digest = new TextDigest();
		for (String text : texts) {
			digest.add(text);
		}
		return digest.hex(64);
	}

}
