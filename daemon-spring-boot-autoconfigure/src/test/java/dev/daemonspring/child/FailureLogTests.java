package dev.daemonspring.child;

import java.util.ArrayList;
import java.util.List;

import org.apache.commons.logging.impl.NoOpLog;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/**
 * Tests for {@link FailureLog}.
 */
class FailureLogTests {

	private final IllegalStateException failure = new IllegalStateException("boom");

	@Test
	void writeLogsTheMessageWithTheException() {
		RecordingLog log = new RecordingLog(0);
		write(log, this.failure);
		assertThat(log.written).containsExactly("went down");
		assertThat(log.thrown).containsExactly(this.failure);
	}

	@Test
	void writeWhenExceptionCanNotBeLoggedLogsOneThatStandsForIt() {
		RecordingLog log = new RecordingLog(0);
		Exception unsound = new IllegalStateException("boom") {

			@Override
			public Throwable getCause() {
				return this;
			}

		};
		write(log, unsound);
		assertThat(log.thrown).singleElement().isNotSameAs(unsound).asString().contains("boom");
	}

	@Test
	void writeWhenLoggerFailsWithTheStackLogsTheWords() {
		RecordingLog log = new RecordingLog(1);
		write(log, this.failure);
		assertThat(log.written).containsExactly("went down: java.lang.IllegalStateException: boom");
		assertThat(log.thrown).isEmpty();
	}

	@Test
	void writeWhenLoggerAlwaysFailsDoesNotThrow() {
		RecordingLog log = new RecordingLog(2);
		assertThatCode(() -> write(log, this.failure)).doesNotThrowAnyException();
		assertThat(log.written).isEmpty();
	}

	private static void write(RecordingLog log, Throwable failure) {
		new FailureLog(log, "went down", FailureDescription.of(failure)).write();
	}

	/**
	 * Keeps what is logged, after it has failed some times.
	 */
	private static final class RecordingLog extends NoOpLog {

		private final List<Object> written = new ArrayList<>();

		private final List<Throwable> thrown = new ArrayList<>();

		private int failures;

		private RecordingLog(int failures) {
			this.failures = failures;
		}

		@Override
		public void error(Object message) {
			failOrNot();
			this.written.add(message);
		}

		@Override
		public void error(Object message, Throwable thrown) {
			error(message);
			this.thrown.add(thrown);
		}

		private void failOrNot() {
			if (this.failures > 0) {
				this.failures--;
				throw new StackOverflowError();
			}
		}

	}

}
