package dev.daemonspring.child;

import java.io.IOException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ErrorText}.
 */
class ErrorTextTests {

	@Test
	void ofExceptionWithoutCauseIsItsClassAndMessage() {
		assertThat(ErrorText.of(new IllegalStateException("boom"))).isEqualTo("java.lang.IllegalStateException: boom");
	}

	@Test
	void ofExceptionWithoutMessageIsItsClass() {
		assertThat(ErrorText.of(new IllegalStateException())).isEqualTo("java.lang.IllegalStateException");
	}

	@Test
	void ofExceptionWithCausesIsTheRootAndThenTheOutermostOnly() {
		Exception root = new IOException("disk full");
		Exception failure = new IllegalStateException("outer", new IllegalArgumentException("between", root));
		assertThat(ErrorText.of(failure))
			.isEqualTo("java.io.IOException: disk full (in java.lang.IllegalStateException: outer)");
	}

	@Test
	void ofExceptionWhenCausesAreACircleEndsBeforeItComesRound() {
		Exception first = new IllegalStateException("first");
		first.initCause(new IOException("second", first));
		assertThat(ErrorText.of(first))
			.isEqualTo("java.io.IOException: second (in java.lang.IllegalStateException: first)");
	}

	@Test
	void ofExceptionWhenRootCanNotBeToldNamesItsClass() {
		Exception failure = new IllegalStateException("outer", new Unspeakable());
		assertThat(ErrorText.of(failure))
			.isEqualTo(Unspeakable.class.getName() + " (in java.lang.IllegalStateException: outer)");
	}

	static class Unspeakable extends Exception {

		@Override
		public String getMessage() {
			throw new IllegalStateException("getMessage");
		}

	}

}
