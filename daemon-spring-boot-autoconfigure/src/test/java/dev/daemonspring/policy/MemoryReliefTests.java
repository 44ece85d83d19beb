package dev.daemonspring.policy;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.daemonspring.policy.MemoryRelief.Claim;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MemoryRelief}.
 */
class MemoryReliefTests {

	@Test
	void isNeededFromNineTenthsOn() {
		assertThat(MemoryRelief.isNeeded(899, 1000)).isFalse();
		assertThat(MemoryRelief.isNeeded(900, 1000)).isTrue();
	}

	@Test
	void chooseTakesTheLargestOfThoseAboveTheirShare() {
		Claim<String> within = new Claim<>("within", 500, 500);
		Claim<String> above = new Claim<>("above", 300, 100);
		Claim<String> furthestAbove = new Claim<>("furthest above", 290, 10);
		assertThat(MemoryRelief.choose(List.of(within, furthestAbove, above))).contains(above);
	}

	@Test
	void chooseWhenAllKeepToTheirShareTakesNone() {
		assertThat(MemoryRelief.choose(List.of(new Claim<>("a", 500, 500), new Claim<>("b", 0, 1)))).isEmpty();
	}

}
