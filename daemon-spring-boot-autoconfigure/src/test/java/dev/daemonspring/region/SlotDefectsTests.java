package dev.daemonspring.region;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SlotDefects}.
 */
class SlotDefectsTests {

	private static final List<String> NUMBERS = List.of("since", "pid", "iterations", "lastNanos", "longestNanos",
			"totalNanos", "failures");

	private static final int SPINUP = WorkerState.SPINUP.code();

	@Test
	void slotOfAnyStateIsSound() {
		for (WorkerState state : WorkerState.values()) {
			assertThat(find(state.code(), 0, new long[7])).as(state.name()).isNull();
		}
	}

	@Test
	void slotWithTheLargestNumbersIsSound() {
		long max = Long.MAX_VALUE;
		assertThat(find(SPINUP, RegionDescriptor.ERROR_CAPACITY, max, max, max, max, max, max, max)).isNull();
	}

	@Test
	void codeThatNoStateHasIsNamed() {
		for (int code : new int[] { -1, WorkerState.values().length, Integer.MIN_VALUE, Integer.MAX_VALUE }) {
			assertThat(find(code, 0, new long[7])).isEqualTo("Unknown state code '" + code + "'");
		}
	}

	@Test
	void lengthOfAnErrorIsPossibleWhenItFits() {
		assertThat(SlotDefects.isValidLength(0)).isTrue();
		assertThat(SlotDefects.isValidLength(RegionDescriptor.ERROR_CAPACITY)).isTrue();
		for (int length : new int[] { -1, RegionDescriptor.ERROR_CAPACITY + 1, Integer.MIN_VALUE, Integer.MAX_VALUE }) {
			assertThat(SlotDefects.isValidLength(length)).as("" + length).isFalse();
			assertThat(find(SPINUP, length, new long[7])).contains("'" + length + "' bytes");
		}
	}

	@Test
	void eachNumberThatIsNegativeIsADefectWhateverTheOthersAre() {
		for (int negative = 0; negative < NUMBERS.size(); negative++) {
			for (long others : new long[] { 0, Long.MAX_VALUE }) {
				long[] numbers = { others, others, others, others, others, others, others };
				numbers[negative] = -3 - negative;
				assertThat(find(SPINUP, 0, numbers)).as(NUMBERS.get(negative))
					.contains("can't be negative", NUMBERS.get(negative) + "=" + (-3 - negative));
			}
		}
	}

	@Test
	void tornTellsAWriterThatStandsFromOneThatRuns() {
		assertThat(SlotDefects.torn(true)).contains("stopped in the middle");
		assertThat(SlotDefects.torn(false)).contains("faster than it can be read");
	}

	private static @Nullable String find(int code, int errorLength, long... numbers) {
		return SlotDefects.find(code, errorLength, numbers[0], numbers[1], numbers[2], numbers[3], numbers[4],
				numbers[5], numbers[6]);
	}

}
