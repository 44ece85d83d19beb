package dev.daemonspring.region;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RegionDescriptor}: the format that other processes rely on.
 */
class RegionDescriptorTests {

	private static final List<Integer> LONGS = List.of(RegionDescriptor.ORDER_OFFSET, RegionDescriptor.OVERRIDE_OFFSET,
			RegionDescriptor.OVERRIDE_SINCE_OFFSET, RegionDescriptor.POSTED_OFFSET, RegionDescriptor.STEP_OFFSET,
			RegionDescriptor.PROGRESS_OFFSET, RegionDescriptor.PAUSED_AT_OFFSET, RegionDescriptor.SEQLOCK_OFFSET,
			RegionDescriptor.SINCE_OFFSET, RegionDescriptor.PID_OFFSET, RegionDescriptor.ITERATIONS_OFFSET,
			RegionDescriptor.LAST_NANOS_OFFSET, RegionDescriptor.LONGEST_NANOS_OFFSET,
			RegionDescriptor.TOTAL_NANOS_OFFSET, RegionDescriptor.FAILURES_OFFSET,
			RegionDescriptor.CELL_SEQUENCE_OFFSET, RegionDescriptor.CELL_CLAIM_OFFSET,
			RegionDescriptor.CELL_ACKNOWLEDGED_OFFSET, RegionDescriptor.MAGIC_OFFSET, RegionDescriptor.SLOT_SIZE_OFFSET,
			RegionDescriptor.DAEMON_PID_OFFSET, RegionDescriptor.DAEMON_START_OFFSET, RegionDescriptor.HEARTBEAT_OFFSET,
			RegionDescriptor.HEARTBEAT_TIME_OFFSET);

	@Test
	void offsetsWhenLongAreMultiplesOfEight() {
		assertThat(LONGS).allMatch((offset) -> offset % Long.BYTES == 0);
	}

	@Test
	void offsetsAreMultiplesOfFour() throws IllegalAccessException {
		for (Field field : RegionDescriptor.class.getDeclaredFields()) {
			if (field.getName().endsWith("_OFFSET")) {
				assertThat((int) field.get(null) % Integer.BYTES).as(field.getName()).isZero();
			}
		}
	}

	@Test
	void linesWhenWrittenByDifferentSidesOrThreadsDiffer() {
		assertLinesDiffer(lines(RegionDescriptor.ORDER_OFFSET, RegionDescriptor.NAME_OFFSET + 62),
				lines(RegionDescriptor.STEP_OFFSET, RegionDescriptor.PAUSED_AT_OFFSET),
				lines(RegionDescriptor.SEQLOCK_OFFSET, RegionDescriptor.ERROR_OFFSET + 2047),
				lines(RegionDescriptor.cell(0) + RegionDescriptor.CELL_SEQUENCE_OFFSET,
						RegionDescriptor.cell(0) + RegionDescriptor.CELL_LENGTH_OFFSET),
				lines(RegionDescriptor.cell(0) + RegionDescriptor.CELL_CLAIM_OFFSET,
						RegionDescriptor.cell(0) + RegionDescriptor.CELL_CLAIM_OFFSET),
				lines(RegionDescriptor.cell(0) + RegionDescriptor.CELL_ACKNOWLEDGED_OFFSET,
						RegionDescriptor.cell(0) + RegionDescriptor.CELL_ANSWER_LENGTH_OFFSET),
				lines(RegionDescriptor.cell(1), RegionDescriptor.cell(1)));
		assertThat(RegionDescriptor.HEARTBEAT_OFFSET / RegionDescriptor.LINE)
			.isNotEqualTo(RegionDescriptor.DAEMON_PID_OFFSET / RegionDescriptor.LINE);
	}

	@Test
	void lineOfSeqlockHoldsAllThatIsReadWithIt() {
		assertThat(lines(RegionDescriptor.SEQLOCK_OFFSET, RegionDescriptor.ERROR_LENGTH_OFFSET)).hasSize(1);
	}

	@Test
	void positionsWhenMailboxSizeIsOddDoNotOverlap() {
		RegionLayout layout = new RegionLayout(2, 1500, 3);
		assertThat(RegionDescriptor.cell(3)).isLessThanOrEqualTo(RegionDescriptor.request(layout, 0));
		for (int cell = 0; cell < 3; cell++) {
			assertThat(RegionDescriptor.answer(layout, cell))
				.isGreaterThanOrEqualTo(RegionDescriptor.request(layout, cell) + 1500);
			assertThat(RegionDescriptor.request(layout, cell + 1))
				.isGreaterThanOrEqualTo(RegionDescriptor.answer(layout, cell) + 1500);
			assertThat(RegionDescriptor.request(layout, cell) % RegionDescriptor.PAGE).isZero();
		}
		assertThat(RegionDescriptor.slotPosition(layout, 1) % RegionDescriptor.PAGE).isZero();
		assertThat(RegionDescriptor.slotPosition(layout, 2)).isEqualTo(layout.size());
	}

	@Test
	void codesOfStatesAreTheirPlacesInTheTable() {
		assertThat(WantedState.ofCode(1)).contains(WantedState.LOOPING);
		assertThat(WantedState.ofCode(3)).isEmpty();
		for (WantedState wanted : WantedState.values()) {
			assertThat(Codes.wanted(wanted.code())).isEqualTo(wanted);
			assertThat(WantedState.ofCode(wanted.code())).contains(wanted);
		}
		for (Activity activity : Activity.values()) {
			assertThat(Codes.activity(activity.code())).isEqualTo(activity);
			assertThat(Activity.ofCode(activity.code())).contains(activity);
		}
		for (ProcessPhase phase : ProcessPhase.values()) {
			assertThat(Codes.phase(phase.code())).isEqualTo(phase);
			assertThat(ProcessPhase.ofCode(phase.code())).contains(phase);
		}
		assertThat(Activity.ofCode(-1)).isEmpty();
		assertThat(ProcessPhase.ofCode(7)).isEmpty();
	}

	private static List<Integer> lines(int first, int last) {
		Integer[] lines = new Integer[last / RegionDescriptor.LINE - first / RegionDescriptor.LINE + 1];
		Arrays.setAll(lines, (i) -> first / RegionDescriptor.LINE + i);
		return List.of(lines);
	}

	@SafeVarargs
	private static void assertLinesDiffer(List<Integer>... groups) {
		assertThat(Arrays.stream(groups).flatMap(List::stream).toList()).doesNotHaveDuplicates();
	}

}
