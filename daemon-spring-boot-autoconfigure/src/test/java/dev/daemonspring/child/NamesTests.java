package dev.daemonspring.child;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/**
 * Tests for {@link Names}.
 */
class NamesTests {

	private static final String LONGEST = "x".repeat(63);

	@ParameterizedTest
	@ValueSource(strings = { "c", "7", "copy", "Copy-2", "copy.files", "copy_files", "c.", "c-", "c--._d" })
	void isNameWhenOfLettersDigitsAndSeparatorsIsTrue(String text) {
		assertThat(Names.isName(text)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", ".copy", "-copy", "_copy", "co py", " copy", "copy ", "copy\n", "\ncopy", "co/py",
			"co\\py", "copy[0]", "copy:a", "copy*", "${copy}", "kopi\u00eb", "\u0663" })
	void isNameWhenSomethingCouldMeanMoreThanItselfIsFalse(String text) {
		assertThat(Names.isName(text)).isFalse();
	}

	@Test
	void isNameEndsAtSixtyThreeCharacters() {
		assertThat(Names.isName(LONGEST)).isTrue();
		assertThat(Names.isName(LONGEST + "x")).isFalse();
	}

	@Test
	void longestNameFitsIntoASlot(@TempDir Path temp) {
		try (SlotFixture slots = new SlotFixture(temp)) {
			assertThatCode(() -> slots.daemon(0).name(LONGEST)).doesNotThrowAnyException();
		}
	}

	@Test
	void patternIsTheOneThatTheAnnotationsDocument() {
		assertThat(Names.pattern()).isEqualTo("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
	}

}
