package dev.daemonspring.child;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.daemonspring.region.WorkerSlot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link LoopPark}: no wake-up is lost.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LoopParkTests {

	@TempDir
	Path temp;

	private SlotFixture slots;

	private WorkerSlot slot;

	private LoopPark park;

	@BeforeEach
	void open() {
		this.slots = new SlotFixture(this.temp);
		this.slot = this.slots.worker(0);
		this.park = new LoopPark(this.slot);
	}

	@AfterEach
	void close() {
		this.slot.close();
		this.slots.close();
	}

	@Test
	void awaitWhenWokenBeforeReturnsAtOnce() {
		this.park.enter();
		this.park.wake();
		this.park.await();
		this.park.wake();
		this.park.await(Duration.ofHours(1).toNanos());
	}

	@Test
	void awaitWhenTimeIsOverReturns() {
		this.park.enter();
		this.park.await(1);
		this.park.await(0);
		this.park.await(-1);
	}

	@Test
	void awaitCountsAsProgressWhenItIsOver() {
		this.park.enter();
		long before = this.slots.daemon(0).progress();
		this.park.await(1);
		assertThat(this.slots.daemon(0).progress()).isEqualTo(before + 1);
		this.park.wake();
		this.park.await();
		assertThat(this.slots.daemon(0).progress()).isEqualTo(before + 2);
	}

	@Test
	void wakeWhenNobodyHasEnteredDoesNothing() {
		assertThatCode(this.park::wake).doesNotThrowAnyException();
	}

	@Test
	void wakeReachesTheThreadThatHasEntered() throws Exception {
		Thread loop = new Thread(() -> {
			this.park.enter();
			this.park.await();
		});
		loop.setDaemon(true);
		loop.start();
		await().until(() -> loop.getState() == Thread.State.WAITING);
		this.park.wake();
		loop.join();
	}

	@Test
	void interruptWakesAndIsForgotten() throws Exception {
		AtomicBoolean over = new AtomicBoolean();
		Thread loop = new Thread(() -> {
			this.park.enter();
			while (!over.get()) {
				this.park.await();
			}
		});
		loop.setDaemon(true);
		loop.start();
		await().until(() -> loop.getState() == Thread.State.WAITING);
		long before = this.slots.daemon(0).progress();
		loop.interrupt();
		await().until(() -> this.slots.daemon(0).progress() > before);
		// Waits again: with an interrupt that is kept no thread can
		await().until(() -> loop.getState() == Thread.State.WAITING && !loop.isInterrupted());
		over.set(true);
		this.park.wake();
		loop.join();
	}

}
