package dev.daemonspring.child;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.daemonspring.protocol.ExitCode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ExitDeadline}.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ExitDeadlineTests {

	private final CompletableFuture<Integer> halted = new CompletableFuture<>();

	private final ExitDeadline deadline = new ExitDeadline(this.halted::complete);

	@Test
	void setSpeaksAndHalts() throws Exception {
		CompletableFuture<String> words = new CompletableFuture<>();
		this.deadline.start();
		this.deadline.set(Duration.ofNanos(1), () -> {
			words.complete("last");
			return 42;
		});
		assertThat(this.halted.get()).isEqualTo(42);
		assertThat(words).isCompletedWithValue("last");
	}

	@Test
	void setWhenThereIsALaterOneComesBeforeIt() throws Exception {
		this.deadline.start();
		this.deadline.set(Duration.ofSeconds(Long.MAX_VALUE), () -> 1);
		this.deadline.set(Duration.ZERO, () -> 2);
		assertThat(this.halted.get()).isEqualTo(2);
	}

	@Test
	void setWhenThereIsAnEarlierOneChangesNothing() throws Exception {
		this.deadline.set(Duration.ZERO, () -> 1);
		this.deadline.set(Duration.ofDays(1), () -> 2);
		this.deadline.start();
		assertThat(this.halted.get()).isEqualTo(1);
	}

	@Test
	void setWhenLastWordsFailHaltsAllTheSame() throws Exception {
		this.deadline.start();
		this.deadline.set(Duration.ZERO, () -> {
			throw new StackOverflowError();
		});
		assertThat(this.halted.get()).isEqualTo(ExitCode.OVERDUE);
	}

}
