package dev.daemonspring.metrics;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.daemonspring.region.MeterDescription;
import dev.daemonspring.region.MeterKind;
import dev.daemonspring.region.MetricsSnapshot;

import static org.assertj.core.api.Assertions.assertThat;

class FoldedMetersTests {

	private static final MeterDescription COUNTER = meter("orders", MeterKind.COUNTER);

	private static final MeterDescription GAUGE = meter("queue", MeterKind.GAUGE);

	private static final MeterDescription TIMER = new MeterDescription("latency", MeterKind.TIMER, null, null,
			List.of(), List.of(0.1, 0.5), List.of(0.9));

	private final FoldedMeters meters = new FoldedMeters(100);

	@Test
	void tellWhatTheProcessTells() {
		tell(1, 1, List.of(COUNTER, GAUGE), 3, 7);
		assertThat(this.meters.meters()).containsExactly(COUNTER, GAUGE);
		assertThat(this.meters.values()).containsExactly(3, 7);
	}

	@Test
	void countsGoOnInTheNextProcess() {
		tell(1, 1, List.of(COUNTER), 3);
		tell(2, 2, List.of(COUNTER), 1);
		assertThat(this.meters.values()).containsExactly(4);
		tell(2, 3, List.of(COUNTER), 5);
		tell(3, 4, List.of(COUNTER), 0);
		assertThat(this.meters.values()).containsExactly(8);
	}

	@Test
	void countsStayWhileThereIsNoProcess() {
		tell(1, 1, List.of(COUNTER, GAUGE), 3, 7);
		this.meters.fold();
		assertThat(this.meters.meters()).containsExactly(COUNTER);
		assertThat(this.meters.values()).containsExactly(3);
		assertThat(this.meters.current()).isNull();
	}

	@Test
	void gaugesAndMaximaOfTheDeadAreDropped() {
		tell(1, 1, List.of(GAUGE, TIMER), 7, 10, 2.5, 0.9, 4, 8, 0.3);
		this.meters.fold();
		assertThat(this.meters.meters()).extracting(MeterDescription::name).containsExactly("latency");
		assertThat(this.meters.meters().get(0).percentiles()).isEmpty();
		assertThat(this.meters.values()).containsExactly(10, 2.5, Double.NaN, 4, 8);
		tell(2, 2, List.of(TIMER), 1, 0.5, 0.2, 0, 1, 0.25);
		assertThat(this.meters.values()).containsExactly(11, 3, 0.2, 4, 9, 0.25);
	}

	@Test
	void countsOfMetersThatTheNextProcessLacksStay() {
		tell(1, 1, List.of(COUNTER), 3);
		tell(2, 2, List.of(GAUGE), 7);
		assertThat(this.meters.meters()).containsExactly(GAUGE, COUNTER);
		assertThat(this.meters.values()).containsExactly(7, 3);
	}

	@Test
	void processIsFoldedOnceHoweverOftenItIsReadAgain() {
		MetricsSnapshot last = snapshot(1, 1, List.of(COUNTER), 3);
		this.meters.observe(List.of(last));
		this.meters.fold();
		this.meters.observe(List.of(last));
		this.meters.fold();
		this.meters.observe(List.of(last, snapshot(2, 2, List.of(COUNTER), 1)));
		assertThat(this.meters.values()).containsExactly(4);
	}

	@Test
	void lastWordsThatAreReadTogetherWithTheFirstOfTheNextCount() {
		tell(1, 1, List.of(COUNTER), 3);
		this.meters.observe(List.of(snapshot(1, 2, List.of(COUNTER), 9), snapshot(2, 3, List.of(COUNTER), 1)));
		assertThat(this.meters.values()).containsExactly(10);
	}

	@Test
	void valuesThatAreNoCountsDoNotSpoilTheSum() {
		tell(1, 1, List.of(COUNTER), Double.NaN);
		tell(2, 2, List.of(COUNTER), -5);
		tell(3, 3, List.of(COUNTER), 2);
		assertThat(this.meters.values()).containsExactly(2);
	}

	@Test
	void bucketsOfOtherBoundsAreNotMixed() {
		tell(1, 1, List.of(TIMER), 10, 2.5, 0.9, 4, 8, 0.3);
		MeterDescription other = new MeterDescription("latency", MeterKind.TIMER, null, null, List.of(), List.of(1.0),
				List.of());
		tell(2, 2, List.of(other), 1, 1, 1, 1);
		assertThat(this.meters.values()).containsExactly(11, 3.5, 1, 1);
	}

	@Test
	void anotherFileBeginsAnew() {
		tell(1, 10, List.of(COUNTER), 3);
		this.meters.changeFile();
		tell(1, 1, List.of(COUNTER), 2);
		assertThat(this.meters.values()).containsExactly(5);
	}

	@Test
	void seriesOfTheDeadAreLimited() {
		FoldedMeters limited = new FoldedMeters(10);
		for (int i = 1; i <= 50; i++) {
			limited.observe(List.of(snapshot(i, i, List.of(meter("request." + i, MeterKind.COUNTER)), 1)));
		}
		limited.fold();
		assertThat(limited.meters()).hasSize(10);
		assertThat(limited.leftOut()).isEqualTo(40);
	}

	@Test
	void describeUnchangedMetersByTheSameList() {
		List<MeterDescription> told = List.of(COUNTER);
		tell(1, 1, told, 1);
		List<MeterDescription> first = this.meters.meters();
		tell(1, 2, told, 2);
		assertThat(this.meters.meters()).isSameAs(first);
	}

	private void tell(long generation, long number, List<MeterDescription> described, double... values) {
		this.meters.observe(List.of(snapshot(generation, number, described, values)));
	}

	private static MetricsSnapshot snapshot(long generation, long number, List<MeterDescription> described,
			double... values) {
		return new MetricsSnapshot(generation, 100 + generation, number, 0, 0, described, values);
	}

	private static MeterDescription meter(String name, MeterKind kind) {
		return new MeterDescription(name, kind, null, null, List.of(), List.of(), List.of());
	}

}
