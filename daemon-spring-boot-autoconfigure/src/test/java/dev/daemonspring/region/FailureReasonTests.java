package dev.daemonspring.region;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FailureReason}.
 */
class FailureReasonTests {

	@Test
	void ofFailureInWordsIsTheMessageAlone() {
		assertThat(FailureReason.of(new IOException("there is no directory '/d'")))
			.isEqualTo("there is no directory '/d'");
	}

	@Test
	void ofFailureWhoseMessageIsNoMoreThanAFileNamesTheKind() {
		assertThat(FailureReason.of(new NoSuchFileException("/d/region"))).contains("NoSuchFile", "/d/region");
		assertThat(FailureReason.of(new AccessDeniedException("/d/region"))).contains("AccessDenied", "/d/region");
	}

	@Test
	void ofFailureOfAnotherKindNamesTheKind() {
		assertThat(FailureReason.of(new IllegalStateException("closed"))).contains("IllegalState", "closed");
	}

	@Test
	void ofFailureWithoutAMessageDoesNotFail() {
		assertThat(FailureReason.of(new IOException())).isEqualTo("null");
	}

}
