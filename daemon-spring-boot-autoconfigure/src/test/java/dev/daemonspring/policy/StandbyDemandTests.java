package dev.daemonspring.policy;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StandbyDemand}.
 */
class StandbyDemandTests {

	private final StandbyDemand demand = new StandbyDemand(4, 0);

	private long now = 1;

	@Test
	void oneIsWantedAtFirst() {
		assertThat(count()).isEqualTo(1);
	}

	@Test
	void oneIsWantedAfterASingleNeed() {
		need();
		assertThat(count()).isEqualTo(1);
	}

	@Test
	void oneIsWantedForEachOfABurst() {
		need();
		need();
		assertThat(count()).isEqualTo(2);
		later(Duration.ofSeconds(10));
		need();
		assertThat(count()).isEqualTo(3);
	}

	@Test
	void needsThatAreFarApartAreNoBurst() {
		need();
		later(StandbyDemand.BURST.plusNanos(1));
		need();
		assertThat(count()).isEqualTo(1);
	}

	@Test
	void noMoreAreWantedThanProcessorsCanBoot() {
		for (int i = 0; i < 10; i++) {
			need();
		}
		assertThat(count()).isEqualTo(4);
	}

	@Test
	void twoAreWantedEvenOnOneProcessor() {
		StandbyDemand single = new StandbyDemand(1, 0);
		for (int i = 0; i < 10; i++) {
			single.needed(this.now);
		}
		assertThat(single.count(this.now)).isEqualTo(2);
	}

	@Test
	void smallerBurstDoesNotLowerTheNumber() {
		need();
		need();
		need();
		later(Duration.ofMinutes(1));
		need();
		need();
		assertThat(count()).isEqualTo(3);
	}

	@Test
	void oneIsWantedAgainAfterAQuietTime() {
		need();
		need();
		later(StandbyDemand.QUIET.minusNanos(1));
		assertThat(count()).isEqualTo(2);
		later(Duration.ofNanos(1));
		assertThat(count()).isEqualTo(1);
	}

	@Test
	void singleNeedDoesNotProlongTheTimeOfABurst() {
		need();
		need();
		later(StandbyDemand.QUIET.minusSeconds(30));
		need();
		later(Duration.ofSeconds(30));
		assertThat(count()).isEqualTo(1);
	}

	@Test
	void burstAfterAQuietTimeStartsAnew() {
		need();
		need();
		need();
		later(StandbyDemand.QUIET);
		need();
		need();
		assertThat(count()).isEqualTo(2);
	}

	@Test
	void whatIsWantedInAnyCaseIsAdded() {
		StandbyDemand more = new StandbyDemand(2, 3);
		assertThat(more.count(this.now)).isEqualTo(4);
		more.needed(this.now);
		more.needed(this.now);
		assertThat(more.count(this.now)).isEqualTo(5);
	}

	private void need() {
		this.demand.needed(this.now);
	}

	private void later(Duration duration) {
		this.now += duration.toNanos();
	}

	private int count() {
		return this.demand.count(this.now);
	}

}
