package dev.daemonspring.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.daemonspring.policy.LeaseTerms;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StoreWatch}.
 */
class StoreWatchTests {

	private static final long SECOND = Duration.ofSeconds(1).toNanos();

	private final StoreWatch watch = new StoreWatch(LeaseTerms.DEFAULT);

	private final List<String> news = new ArrayList<>();

	@BeforeEach
	void listen() {
		this.watch.news(this.news::add);
	}

	@Test
	void storeThatDoesNotAnswerIsToldOfOnceAndWhenItIsBack() {
		this.watch.answered(false, "refused", SECOND);
		this.watch.answered(false, "timed out", 2 * SECOND);
		assertThat(this.watch.isFailing()).isTrue();
		this.watch.answered(true, null, 4 * SECOND);
		assertThat(this.watch.isFailing()).isFalse();
		assertThat(this.news).hasSize(2);
		assertThat(this.news.get(0)).contains("does not answer: refused").contains("12000 ms");
		assertThat(this.news.get(1)).contains("answers again, after 3000 ms");
	}

	@Test
	void storeThatAnswersSomeCallsAndFailsOthersIsToldOfOnceAMinute() {
		for (int i = 1; i <= 60; i++) {
			this.watch.answered(false, "read-only", i * SECOND);
			this.watch.answered(true, null, i * SECOND);
		}
		assertThat(this.news).hasSize(2);
		this.watch.answered(false, "read-only", 62 * SECOND);
		assertThat(this.news).hasSize(3);
	}

	@Test
	void otherFailureIsToldOfAtOnce() {
		this.watch.answered(false, "read-only", SECOND);
		this.watch.answered(true, null, SECOND);
		this.watch.answered(false, "gone", 2 * SECOND);
		assertThat(this.news).hasSize(3);
		assertThat(this.news.get(2)).contains("gone");
	}

}
