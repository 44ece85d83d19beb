package dev.daemonspring.page;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Curves} and {@link CurveRing}.
 */
class CurvesTests {

	private static final long MILLI = 1_000_000;

	private final Curves curves = new Curves();

	@Test
	void lengthIsTheMeanOfTheIterationsOfAPeriod() {
		add(0, sample(10, 100 * MILLI, 0, 1L, 5L));
		add(1, sample(14, 108 * MILLI, 0, 1L, 6L));
		add(2, sample(14, 108 * MILLI, 0, 1L, 7L));
		CurveRing.CurveView view = view(-1);
		assertThat(view.loops()).isEqualTo(Arrays.asList(null, 2.0, null));
		assertThat(view.memory()).containsExactly(5L, 6L, 7L);
	}

	@Test
	void restartsAreMarkedInThePeriodOfTheirs() {
		add(0, sample(0, 0, 3, 1L, 1L));
		add(1, sample(0, 0, 3, 1L, 1L));
		add(2, sample(0, 0, 5, 2L, 1L));
		assertThat(view(-1).restarts()).containsExactly(0, 0, 2);
	}

	@Test
	void periodWithoutASampleIsAGap() {
		add(0, sample(1, MILLI, 0, 1L, 1L));
		add(3, sample(2, 2 * MILLI, 0, 1L, 4L));
		assertThat(view(-1).memory()).isEqualTo(Arrays.asList(1L, null, null, 4L));
		add(3 + 10L * Curves.SIZE, sample(3, 3 * MILLI, 0, 1L, 9L));
		assertThat(view(-1).memory()).hasSize(Curves.SIZE).endsWith(9L).containsOnly(null, 9L);
	}

	@Test
	void lastTenMinutesAreKeptAndNoMore() {
		for (int number = 0; number < 3 * Curves.SIZE + 7; number++) {
			add(number, sample(number, number * MILLI, 0, 1L, (long) number));
		}
		Curves.View view = this.curves.after(-1);
		assertThat(view.last()).isEqualTo(3 * Curves.SIZE + 6);
		assertThat(view.from()).isEqualTo(2 * Curves.SIZE + 7);
		assertThat(view(-1).memory()).hasSize(Curves.SIZE).startsWith(view.from()).endsWith(view.last());
		assertThat(Curves.PERIOD.multipliedBy(Curves.SIZE).toMinutes()).isEqualTo(10);
	}

	@Test
	void browserGetsOnlyWhatItHasNot() {
		add(0, sample(0, 0, 0, 1L, 1L));
		add(1, sample(0, 0, 0, 1L, 2L));
		assertThat(view(0).memory()).containsExactly(2L);
		assertThat(this.curves.after(1).workers()).isEmpty();
		assertThat(this.curves.after(100).workers()).isEmpty();
		assertThat(this.curves.after(Long.MAX_VALUE).last()).isEqualTo(1);
	}

	@Test
	void workerThatComesLaterBeginsWithAGap() {
		add(0, sample(0, 0, 0, 1L, 1L));
		this.curves.add(1, 0, Map.of("copy", sample(0, 0, 0, 1L, 2L), "late", sample(0, 0, 0, 3L, 3L)));
		CurveRing.CurveView late = this.curves.after(-1).workers().get("late");
		assertThat(late).isNotNull();
		assertThat(late.memory()).isEqualTo(Arrays.asList(null, 3L));
		assertThat(late.restarts()).containsExactly(0, 0);
	}

	@Test
	void workerThatIsGoneIsForgotten() {
		add(0, sample(0, 0, 0, 1L, 1L));
		this.curves.add(1, 0, Map.of());
		assertThat(this.curves.after(-1).workers()).isEmpty();
	}

	@Test
	void memoryIsThatOfTheProcessThatThereIs() {
		add(0, sample(0, 0, 0, 17L, 5L));
		assertThat(this.curves.memory("copy", 17L)).isEqualTo(5L);
		assertThat(this.curves.memory("copy", 18L)).isNull();
		assertThat(this.curves.memory("copy", null)).isNull();
		assertThat(this.curves.memory("nobody", 17L)).isNull();
	}

	@Test
	void sampleThatComesTwiceCountsOnce() {
		add(5, sample(0, 0, 0, 1L, 1L));
		add(5, sample(0, 0, 0, 1L, 2L));
		add(4, sample(0, 0, 0, 1L, 3L));
		assertThat(this.curves.after(4).workers().get("copy")).isNotNull()
			.extracting(CurveRing.CurveView::memory)
			.isEqualTo(List.of(1L));
	}

	private void add(long number, CurveSample sample) {
		this.curves.add(number, 0, Map.of("copy", sample));
	}

	private CurveRing.CurveView view(long after) {
		CurveRing.CurveView view = this.curves.after(after).workers().get("copy");
		assertThat(view).isNotNull();
		return view;
	}

	private static CurveSample sample(long iterations, long nanos, long restarts, Long pid, @Nullable Long memory) {
		return new CurveSample(iterations, nanos, restarts, pid, memory);
	}

}
