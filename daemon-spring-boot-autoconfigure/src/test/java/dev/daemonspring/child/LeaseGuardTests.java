package dev.daemonspring.child;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.daemonspring.protocol.Assignment;
import dev.daemonspring.protocol.ContextSettings;
import dev.daemonspring.protocol.ExitCode;
import dev.daemonspring.protocol.LeaseGrant;
import dev.daemonspring.protocol.Rhythm;
import dev.daemonspring.region.DaemonSlot;
import dev.daemonspring.region.RegionLayout;
import dev.daemonspring.region.StatusRegion;
import dev.daemonspring.region.WorkerSlot;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LeaseGuard}.
 */
class LeaseGuardTests {

	private static final Assignment ASSIGNMENT = new Assignment("copy", 0, 3, "copy",
			Rhythm.every(Duration.ofSeconds(1)), 0, 0, null, Duration.ofSeconds(5), true,
			new ContextSettings(null, false, List.of()), new LeaseGrant(Duration.ofSeconds(15), OptionalLong.empty()));

	private final CountDownLatch ended = new CountDownLatch(1);

	private DaemonSlot daemon;

	private WorkerSlot slot;

	@BeforeEach
	void open(@TempDir Path directory) {
		StatusRegion region = StatusRegion.create(directory.resolve("region"), new RegionLayout(1, 1024, 2));
		this.daemon = region.slot(0);
		this.slot = WorkerSlot.open(region.file(), 0);
	}

	@Test
	void guardEndsTheProcessAtTheDeadline() throws InterruptedException {
		long begun = System.nanoTime();
		this.daemon.lease(begun + TimeUnit.MILLISECONDS.toNanos(300));
		guard();
		assertThat(this.ended.await(1, TimeUnit.MINUTES)).isTrue();
		assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(300));
		assertThat(this.daemon.departure(3)).isEqualTo(ExitCode.LEASE_OVER);
	}

	@Test
	void guardGoesOnWhenTheLeaseIsRenewed() throws InterruptedException {
		long first = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(300);
		this.daemon.lease(first);
		guard();
		long second = first + TimeUnit.MILLISECONDS.toNanos(500);
		this.daemon.lease(second);
		assertThat(this.ended.await(1, TimeUnit.MINUTES)).isTrue();
		assertThat(System.nanoTime() - second).isGreaterThanOrEqualTo(0);
	}

	@Test
	void guardEndsAtOnceWithoutALeaseOrWithOneOfAnotherClock() throws InterruptedException {
		guard();
		assertThat(this.ended.await(1, TimeUnit.MINUTES)).isTrue();
		CountDownLatch other = new CountDownLatch(1);
		this.daemon.lease(System.nanoTime() + TimeUnit.HOURS.toNanos(1));
		new LeaseGuard(ASSIGNMENT, this.slot, other::countDown).guard();
		assertThat(other.getCount()).isZero();
	}

	@Test
	void guardOfAWorkerThatHasLeftEndsNothing() {
		this.daemon.lease(System.nanoTime());
		this.slot.close();
		new LeaseGuard(ASSIGNMENT, this.slot, this.ended::countDown).guard();
		assertThat(this.ended.getCount()).isOne();
	}

	@Test
	void nextWhenTheLeaseIsOverEndsTheLoop() {
		LoopOrders orders = new LoopOrders(this.slot, 0, true);
		assertThat(orders.next(0)).isEqualTo(LoopOrder.END);
		this.daemon.lease(System.nanoTime() + TimeUnit.HOURS.toNanos(1));
		assertThat(orders.next(0)).isEqualTo(LoopOrder.LOOP);
		assertThat(new LoopOrders(this.slot, 0).next(0)).isEqualTo(LoopOrder.LOOP);
	}

	private void guard() {
		Thread thread = new Thread(new LeaseGuard(ASSIGNMENT, this.slot, this.ended::countDown)::guard);
		thread.setDaemon(true);
		thread.start();
	}

}
