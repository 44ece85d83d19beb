package dev.daemonspring.metrics;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MonotonicCount}.
 */
class MonotonicCountTests {

	private final MonotonicCount count = new MonotonicCount();

	@Test
	void countThatStartsAgainGoesOn() {
		assertThat(this.count.update(5, true)).isEqualTo(5);
		assertThat(this.count.update(7, true)).isEqualTo(7);
		assertThat(this.count.update(0, true)).isEqualTo(7);
		assertThat(this.count.update(2, true)).isEqualTo(9);
		assertThat(this.count.update(1, true)).isEqualTo(10);
	}

	@Test
	void whatCannotBeTrustedIsIgnored() {
		assertThat(this.count.update(5, true)).isEqualTo(5);
		assertThat(this.count.update(0, false)).isEqualTo(5);
		assertThat(this.count.update(1_000_000, false)).isEqualTo(5);
		assertThat(this.count.update(6, true)).isEqualTo(6);
	}

}
