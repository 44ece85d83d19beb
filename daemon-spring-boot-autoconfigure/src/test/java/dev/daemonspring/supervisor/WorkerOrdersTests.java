package dev.daemonspring.supervisor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.daemonspring.region.DaemonSlot;
import dev.daemonspring.region.WantedState;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

/**
 * Tests for {@link WorkerOrders}.
 */
class WorkerOrdersTests {

	private final ManualEventLoop loop = new ManualEventLoop();

	private final DaemonSlot slot = mock(DaemonSlot.class);

	private final WorkerOrders orders = new WorkerOrders(this.slot, this.loop);

	@Test
	void workerIsToLoopUnlessSomethingElseIsWanted() {
		assertThat(this.orders.wanted()).isEqualTo(WantedState.LOOPING);
	}

	@Test
	void whatIsWantedIsNotOrderedYet() {
		this.loop.run(() -> this.orders.want(WantedState.PAUSED));
		assertThat(this.orders.wanted()).isEqualTo(WantedState.PAUSED);
		verify(this.slot, never()).wanted(any());
	}

	@Test
	void whatIsOrderedNeedNotBeWanted() {
		this.loop.run(() -> this.orders.issue(WantedState.STOPPED));
		verify(this.slot).wanted(WantedState.STOPPED);
		assertThat(this.orders.wanted()).isEqualTo(WantedState.LOOPING);
	}

	@Test
	void workerThatPausedItselfStaysPaused() {
		given(this.slot.pausedItself()).willReturn(true);
		this.loop.run(this.orders::adoptSelfPause);
		assertThat(this.orders.wanted()).isEqualTo(WantedState.PAUSED);
	}

	@Test
	void pauseOfTheWorkerItselfOverridesNoStop() {
		given(this.slot.pausedItself()).willReturn(true);
		this.loop.run(() -> {
			this.orders.want(WantedState.STOPPED);
			this.orders.adoptSelfPause();
		});
		assertThat(this.orders.wanted()).isEqualTo(WantedState.STOPPED);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			# ordered | says     | followed
			LOOPING   | LOOPING  | true
			LOOPING   | SPINUP   | true
			LOOPING   | PAUSED   | false
			PAUSED    | PAUSED   | true
			PAUSED    | LOOPING  | false
			PAUSED    | SPINDOWN | true
			STOPPED   | LOOPING  | false
			STOPPED   | PAUSED   | false
			STOPPED   | SPINDOWN | true
			STOPPED   |          | true
			""")
	void orderIsFollowedByWhoSaysSo(WantedState ordered, WorkerState says, boolean followed) {
		given(this.slot.wanted()).willReturn(ordered);
		assertThat(this.orders.isFollowedBy(says)).isEqualTo(followed);
	}

	@Test
	void workerThatPausedItselfFollowsTheOrderToLoop() {
		given(this.slot.wanted()).willReturn(WantedState.LOOPING);
		given(this.slot.pausedItself()).willReturn(true);
		assertThat(this.orders.isFollowedBy(WorkerState.PAUSED)).isTrue();
	}

	@Test
	void onlyTheSupervisorsThreadMayChangeThem() {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.orders.want(WantedState.PAUSED));
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.orders.issue(WantedState.PAUSED));
		assertThatExceptionOfType(AssertionError.class).isThrownBy(this.orders::adoptSelfPause);
	}

}
