package dev.daemonspring.child;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FailureDescription}.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FailureDescriptionTests {

	@Test
	void ofExceptionIsItsWordsAndItself() {
		IllegalStateException failure = new IllegalStateException("boom");
		FailureDescription description = FailureDescription.of(failure);
		assertThat(description.text()).isEqualTo("java.lang.IllegalStateException: boom");
		assertThat(description.loggable()).isSameAs(failure);
	}

	@Test
	void ofExceptionWithCausesTellsTheRoot() {
		Exception root = new IllegalArgumentException("root");
		Exception failure = new IllegalStateException("outer", new RuntimeException("between", root));
		FailureDescription description = FailureDescription.of(failure);
		assertThat(description.text()).startsWith("java.lang.IllegalArgumentException: root").contains("outer");
		assertThat(description.loggable()).isSameAs(failure);
	}

	@Test
	void ofExceptionWhenSuppressedOneIsItsCauseAsWellIsItself() {
		Exception cause = new IllegalArgumentException("cause");
		Exception failure = new IllegalStateException("outer", cause);
		failure.addSuppressed(cause);
		assertThat(FailureDescription.of(failure).loggable()).isSameAs(failure);
	}

	@Test
	void ofExceptionWhenCausesAreACircleEnds() {
		Exception first = new IllegalStateException("first");
		Exception second = new IllegalStateException("second", first);
		first.initCause(second);
		assertCanBeLogged(first, "first");
	}

	@Test
	void ofExceptionWhenItIsItsOwnCauseEnds() {
		assertCanBeLogged(new IllegalStateException("own") {

			@Override
			public Throwable getCause() {
				return this;
			}

		}, "own");
	}

	@Test
	void ofExceptionWhenCausesNeverEndEnds() {
		assertCanBeLogged(new Endless(), "Endless");
	}

	@Test
	void ofExceptionWhenCauseThrowsTellsWhatThereIs() {
		assertCanBeLogged(new IllegalStateException("no cause") {

			@Override
			public Throwable getCause() {
				throw new IllegalStateException("getCause");
			}

		}, "no cause");
	}

	@Test
	void ofExceptionWhenMessageThrowsTellsItsClass() {
		assertCanBeLogged(new IllegalStateException() {

			@Override
			public String getMessage() {
				throw new StackOverflowError();
			}

		}, getClass().getName());
	}

	@Test
	@SuppressWarnings("NullAway")
	void ofExceptionWhenTextIsNullTellsItsClass() {
		assertCanBeLogged(new IllegalStateException() {

			@Override
			public @Nullable String toString() {
				return null;
			}

		}, getClass().getName());
	}

	@Test
	@SuppressWarnings("NullAway")
	void ofExceptionWhenStackIsNullHasNone() {
		assertCanBeLogged(new IllegalStateException("no stack") {

			@Override
			public StackTraceElement @Nullable [] getStackTrace() {
				return null;
			}

		}, "no stack");
	}

	@Test
	void ofExceptionWhenSuppressedOneThrowsCanBeLogged() {
		IllegalStateException failure = new IllegalStateException("outer");
		failure.addSuppressed(new IllegalStateException() {

			@Override
			public String getMessage() {
				throw new IllegalStateException("getMessage");
			}

		});
		assertCanBeLogged(failure, "outer");
	}

	@Test
	void ofExceptionWhenMessageIsHugeCutsIt() {
		assertThat(FailureDescription.of(new IllegalStateException("x".repeat(10_000_000))).text())
			.hasSizeLessThan(10_000);
	}

	@Test
	void ofExceptionWhenMessageNeverComesTellsItsClass() {
		CountDownLatch never = new CountDownLatch(1);
		assertCanBeLogged(new IllegalStateException() {

			@Override
			public String getMessage() {
				try {
					never.await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
				return "too late";
			}

		}, getClass().getName());
		never.countDown();
	}

	private static void assertCanBeLogged(Throwable failure, String words) {
		FailureDescription description = FailureDescription.of(failure);
		assertThat(description.text()).contains(words);
		assertThat(description.loggable()).isNotSameAs(failure).hasNoCause().hasToString(description.text());
		assertThat(description.loggable().getStackTrace()).isNotNull();
	}

	private static final class Endless extends RuntimeException {

		@Override
		public Throwable getCause() {
			return new Endless();
		}

	}

}
