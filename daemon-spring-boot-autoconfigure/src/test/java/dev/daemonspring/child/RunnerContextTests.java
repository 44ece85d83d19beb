package dev.daemonspring.child;

import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.daemonspring.protocol.Assignment;
import dev.daemonspring.protocol.ContextSettings;
import dev.daemonspring.protocol.LeaseGrant;
import dev.daemonspring.protocol.Rhythm;
import dev.daemonspring.region.WantedState;
import dev.daemonspring.region.WorkerSlot;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RunnerContext}.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RunnerContextTests {

	@TempDir
	Path temp;

	private SlotFixture slots;

	private WorkerSlot slot;

	private LoopOrders orders;

	private LoopPark park;

	private RunnerContext context;

	@BeforeEach
	void open() {
		this.slots = new SlotFixture(this.temp);
		this.slot = this.slots.worker(0);
		this.orders = new LoopOrders(this.slot, 0);
		this.park = new LoopPark(this.slot);
		this.context = new RunnerContext(new Assignment("copy", 0, 1, "copierBean", Duration.ofMillis(250), 0, "shared",
				Duration.ofSeconds(5), true, ContextSettings.DEFAULT), this.slot, this.orders, this.park);
	}

	@AfterEach
	void close() {
		this.slot.close();
		this.slots.close();
	}

	@Test
	void nameAndLooptimeAreTheAssignedOnes() {
		assertThat(this.context.name()).isEqualTo("copy");
		assertThat(this.context.looptime()).isEqualTo(Duration.ofMillis(250));
	}

	@Test
	void fencingTokenIsThatOfTheLease() {
		assertThat(this.context.fencingToken()).isEmpty();
		LeaseGrant lease = new LeaseGrant(Duration.ofSeconds(15), OptionalLong.of(7));
		Assignment leased = new Assignment("copy", 0, 1, "copierBean", Rhythm.every(Duration.ofMillis(250)), 0, 0, null,
				Duration.ofSeconds(5), true, ContextSettings.DEFAULT, lease);
		assertThat(new RunnerContext(leased, this.slot, this.orders, this.park).fencingToken()).hasValue(7);
	}

	@Test
	void iterationsAreCountedForThisLifeOfTheWorkerOnly() {
		this.slot.begin(1, 1);
		this.slot.iterationEnded(1);
		assertThat(this.context.iterations()).isZero();
		this.context.countIteration();
		this.context.countIteration();
		assertThat(this.context.iterations()).isEqualTo(2);
	}

	@Test
	void stateIsWhatTheWorkerToldAndNotWhatIsWanted() {
		this.slot.state(WorkerState.LOOPING);
		this.slots.daemon(0).wanted(WantedState.PAUSED);
		this.slots.daemon(0).override(WorkerState.STALLED, 1);
		assertThat(this.context.state()).isEqualTo(WorkerState.LOOPING);
	}

	@Test
	void stopIsWrittenDownAndWakesTheLoop() {
		this.park.enter();
		this.context.stop();
		assertThat(this.orders.next(0)).isEqualTo(LoopOrder.STOP);
		this.park.await();
	}

	@Test
	void pauseIsWrittenDownAndWakesTheLoop() {
		this.park.enter();
		this.context.pause();
		assertThat(this.orders.next(0)).isEqualTo(LoopOrder.PAUSE);
		assertThat(this.slots.daemon(0).pausedItself()).isTrue();
		this.park.await();
	}

	@Test
	void progressIsToldToTheDaemon() {
		long before = this.slots.daemon(0).progress();
		this.context.progress();
		assertThat(this.slots.daemon(0).progress()).isEqualTo(before + 1);
	}

	@Test
	void contextOfASlotThatWasGivenUpTellsNothing() {
		long before = this.slots.daemon(0).progress();
		this.slot.close();
		this.context.progress();
		this.context.pause();
		assertThat(this.slots.daemon(0).progress()).isEqualTo(before);
		assertThat(this.slots.daemon(0).pausedItself()).isFalse();
	}

}
