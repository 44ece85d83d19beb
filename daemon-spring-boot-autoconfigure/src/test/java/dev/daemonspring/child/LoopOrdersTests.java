package dev.daemonspring.child;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.daemonspring.region.DaemonSlot;
import dev.daemonspring.region.WantedState;
import dev.daemonspring.region.WorkerSlot;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LoopOrders}: which order counts.
 */
class LoopOrdersTests {

	@TempDir
	Path temp;

	private SlotFixture slots;

	private DaemonSlot daemon;

	private WorkerSlot slot;

	private LoopOrders orders;

	@BeforeEach
	void open() {
		this.slots = new SlotFixture(this.temp);
		this.daemon = this.slots.daemon(0);
		this.slot = this.slots.worker(0);
		this.orders = new LoopOrders(this.slot, 0);
	}

	@AfterEach
	void close() {
		this.slot.close();
		this.slots.close();
	}

	@Test
	void loopsWhenNothingElseIsOrdered() {
		assertThat(this.orders.next(1_000_000)).isEqualTo(LoopOrder.LOOP);
	}

	@Test
	void followsTheDaemon() {
		this.daemon.wanted(WantedState.PAUSED);
		assertThat(this.orders.next(0)).isEqualTo(LoopOrder.PAUSE);
		this.daemon.wanted(WantedState.STOPPED);
		assertThat(this.orders.next(0)).isEqualTo(LoopOrder.STOP);
		this.daemon.wanted(WantedState.LOOPING);
		assertThat(this.orders.next(0)).isEqualTo(LoopOrder.LOOP);
	}

	@Test
	void pauseOfTheWorkersOwnHoldsUntilTheDaemonOrdersAnything() {
		this.orders.pause();
		assertThat(this.orders.next(0)).isEqualTo(LoopOrder.PAUSE);
		assertThat(this.daemon.pausedItself()).isTrue();
		this.daemon.wanted(WantedState.LOOPING);
		assertThat(this.orders.next(0)).isEqualTo(LoopOrder.LOOP);
	}

	@Test
	void pauseOfTheWorkersOwnDoesNotOverrideAStop() {
		this.daemon.wanted(WantedState.STOPPED);
		this.orders.pause();
		assertThat(this.orders.next(0)).isEqualTo(LoopOrder.STOP);
	}

	@Test
	void stopOfTheWorkersOwnIsNotTakenBackByTheDaemon() {
		this.orders.stop();
		this.daemon.wanted(WantedState.LOOPING);
		assertThat(this.orders.next(0)).isEqualTo(LoopOrder.STOP);
	}

	@Test
	void endOfTheProcessWeighsMost() {
		this.daemon.wanted(WantedState.STOPPED);
		this.orders.stop();
		this.orders.end();
		assertThat(this.orders.next(0)).isEqualTo(LoopOrder.END);
	}

	@Test
	void limitReplacesTheWorkerUnlessItIsToStop() {
		LoopOrders limited = new LoopOrders(this.slot, 2);
		assertThat(limited.next(1)).isEqualTo(LoopOrder.LOOP);
		assertThat(limited.next(2)).isEqualTo(LoopOrder.REPLACE);
		this.daemon.wanted(WantedState.PAUSED);
		assertThat(limited.next(2)).isEqualTo(LoopOrder.REPLACE);
		this.daemon.wanted(WantedState.STOPPED);
		assertThat(limited.next(2)).isEqualTo(LoopOrder.STOP);
	}

	@Test
	void workerThatIsRetainedWorksOnAtItsLimit() {
		LoopOrders limited = new LoopOrders(this.slot, 2);
		this.daemon.retain(true);
		assertThat(limited.next(2)).isEqualTo(LoopOrder.LOOP);
		this.daemon.wanted(WantedState.PAUSED);
		assertThat(limited.next(3)).isEqualTo(LoopOrder.PAUSE);
		this.daemon.retain(false);
		assertThat(limited.next(3)).isEqualTo(LoopOrder.REPLACE);
	}

	@Test
	void slotThatWasGivenUpStops() {
		this.slot.close();
		assertThat(this.orders.next(0)).isEqualTo(LoopOrder.STOP);
	}

}
