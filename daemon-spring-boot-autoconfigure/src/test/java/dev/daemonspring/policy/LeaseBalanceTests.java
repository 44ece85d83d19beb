package dev.daemonspring.policy;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LeaseBalance}.
 */
class LeaseBalanceTests {

	private static final int ANY = Integer.MAX_VALUE;

	@Test
	void handsOverWhenAnotherHasTwoFewer() {
		assertThat(LeaseBalance.isToHandOver("a", Map.of("a", 2, "b", 0), ANY)).isTrue();
		assertThat(LeaseBalance.isToHandOver("a", Map.of("a", 2, "b", 1), ANY)).isFalse();
		assertThat(LeaseBalance.isToHandOver("a", Map.of("a", 1), ANY)).isFalse();
	}

	@Test
	void handsOverWhenSeveralHaveTheMostIsOneAlone() {
		Map<String, Integer> held = Map.of("a", 3, "b", 3, "c", 0);
		assertThat(LeaseBalance.isToHandOver("a", held, ANY)).isTrue();
		assertThat(LeaseBalance.isToHandOver("b", held, ANY)).isFalse();
		assertThat(LeaseBalance.isToHandOver("c", held, ANY)).isFalse();
	}

	@Test
	void handsOverNothingToWhoMayNotHoldMore() {
		assertThat(LeaseBalance.isToHandOver("a", Map.of("a", 3, "b", 1), 1)).isFalse();
	}

	@Test
	void handOversEndInABalance() {
		Map<String, Integer> held = new TreeMap<>(Map.of("a", 64, "b", 0, "c", 0, "d", 7, "e", 0));
		int moves = 0;
		for (String giver = giver(held); giver != null; giver = giver(held)) {
			held.merge(giver, -1, Integer::sum);
			String taker = fewest(held);
			assertThat(LeaseBalance.surplus(taker, held, ANY)).isZero();
			held.merge(taker, 1, Integer::sum);
			moves++;
		}
		assertThat(held.values()).allMatch((count) -> count == 14 || count == 15);
		assertThat(moves).isLessThan(64);
	}

	private static String giver(Map<String, Integer> held) {
		return held.keySet()
			.stream()
			.filter((replica) -> LeaseBalance.isToHandOver(replica, held, ANY))
			.findFirst()
			.orElse(null);
	}

	private static String fewest(Map<String, Integer> held) {
		return new HashMap<>(held).entrySet().stream().min(Map.Entry.comparingByValue()).orElseThrow().getKey();
	}

}
