package dev.daemonspring.protocol;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link IterationAnswer}.
 */
class IterationAnswerTests {

	@Test
	void whatIsWrittenIsRead() {
		IterationAnswer succeeded = new IterationAnswer(1234, null);
		IterationAnswer failed = new IterationAnswer(0, "java.lang.IllegalStateException: no\nmore");
		assertThat(IterationAnswer.of(succeeded.toText())).isEqualTo(succeeded);
		assertThat(IterationAnswer.of(failed.toText())).isEqualTo(failed);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "x", "-1", "1x", "99999999999999999999 x" })
	void foreignTextIsRejected(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> IterationAnswer.of(text));
	}

}
