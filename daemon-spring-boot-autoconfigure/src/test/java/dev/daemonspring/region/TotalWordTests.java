package dev.daemonspring.region;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TotalWord}.
 */
class TotalWordTests {

	@Test
	void wordTellsWhatItWasMadeOf() {
		long word = TotalWord.of(123_456_789, 999, true);
		assertThat(TotalWord.epoch(word)).isEqualTo(123_456_789);
		assertThat(TotalWord.total(word)).isEqualTo(999);
		assertThat(TotalWord.isHeld(word)).isTrue();
		assertThat(TotalWord.isHeld(TotalWord.of(123_456_789, 999, false))).isFalse();
	}

	@Test
	void zeroIsOneInstanceThatIsNotHeld() {
		assertThat(TotalWord.total(0)).isEqualTo(1);
		assertThat(TotalWord.isHeld(0)).isFalse();
	}

}
