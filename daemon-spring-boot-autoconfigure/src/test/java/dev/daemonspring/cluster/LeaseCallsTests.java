package dev.daemonspring.cluster;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LeaseCalls}.
 */
class LeaseCallsTests {

	private final AtomicLong clock = new AtomicLong();

	private final LeaseCalls calls = LeaseCalls.onThreads(Duration.ofSeconds(4), this.clock::get);

	private final CountDownLatch interrupted = new CountDownLatch(1);

	@AfterEach
	void close() {
		this.calls.close();
	}

	@Test
	void callThatHangsIsInterruptedAfterTheLimitAndOnceOnly() throws InterruptedException {
		CountDownLatch waiting = new CountDownLatch(1);
		this.calls.begin(() -> {
			waiting.countDown();
			hang();
			// Whatever it does after that is not disturbed
			assertThat(Thread.currentThread().isInterrupted()).isFalse();
		});
		assertThat(waiting.await(1, TimeUnit.MINUTES)).isTrue();
		this.clock.set(TimeUnit.SECONDS.toNanos(4));
		this.calls.interruptOverdue();
		assertThat(this.interrupted.getCount()).isOne();
		this.clock.set(TimeUnit.SECONDS.toNanos(5));
		this.calls.interruptOverdue();
		assertThat(this.interrupted.await(1, TimeUnit.MINUTES)).isTrue();
		Awaitility.await().until(() -> !this.calls.areRunning());
	}

	@Test
	void callThatHangsLeavesTheOthersAlone() throws InterruptedException {
		this.calls.begin(this::hang);
		this.clock.set(TimeUnit.SECONDS.toNanos(3));
		CountDownLatch done = new CountDownLatch(1);
		this.calls.begin(done::countDown);
		assertThat(done.await(1, TimeUnit.MINUTES)).isTrue();
		assertThat(this.calls.areRunning()).isTrue();
		this.clock.set(TimeUnit.SECONDS.toNanos(5));
		Awaitility.await().until(() -> {
			this.calls.interruptOverdue();
			return !this.calls.areRunning();
		});
	}

	/**
	 * Wait as for a connection of a pool that has none.
	 */
	private void hang() {
		try {
			new SynchronousQueue<>().take();
		}
		catch (InterruptedException ex) {
			this.interrupted.countDown();
		}
	}

}
