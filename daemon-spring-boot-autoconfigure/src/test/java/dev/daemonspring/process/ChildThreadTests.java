package dev.daemonspring.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.support.GenericApplicationContext;

import dev.daemonspring.protocol.Assignment;
import dev.daemonspring.protocol.ContextSettings;
import dev.daemonspring.protocol.ExitCode;
import dev.daemonspring.region.RegionLayout;
import dev.daemonspring.region.SlotSnapshot;
import dev.daemonspring.region.StatusRegion;
import dev.daemonspring.region.WantedState;
import dev.daemonspring.worker.WorkerLoop;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link ChildThread}: it ends as a process does, with an exit that is told
 * once.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class ChildThreadTests {

	private static final int INCARNATION = 3;

	private final GenericApplicationContext context = new GenericApplicationContext();

	private final TestLoop loop = new TestLoop();

	/**
	 * What waits for the supervisor's thread, which is the test's.
	 */
	private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

	private final List<ProcessExit> exits = new ArrayList<>();

	private StatusRegion region;

	private ChildThread child;

	private boolean assigned;

	@BeforeEach
	void createChild(@TempDir Path directory) {
		this.region = StatusRegion.create(directory.resolve("region"), new RegionLayout(2, 1024, 1));
		this.context.registerBean("copy", TestLoop.class, () -> this.loop);
		this.context.refresh();
		this.child = new ChildThread(this.context, this.region.file(), this.region.slot(1));
		this.child.onExit(this.tasks::add, this.exits::add);
	}

	@AfterEach
	void endChild() throws InterruptedException {
		this.loop.released.countDown();
		this.child.terminate();
		await().until(() -> !this.assigned || !this.child.isAlive());
		Thread thread = this.loop.thread;
		if (thread != null) {
			thread.join();
		}
		this.context.close();
		this.region.close();
	}

	@Test
	void childThatIsEndedBeforeItHasAWorkerHasAnExitAllTheSame() throws InterruptedException {
		this.child.kill();
		Runnable task = this.tasks.poll(30, TimeUnit.SECONDS);
		assertThat(task).isNotNull();
		task.run();
		assertThat(this.exits).containsExactly(new ProcessExit(ExitCode.CONTROLLED));
		assertThat(this.child.isAlive()).isFalse();
	}

	@Test
	void childIsBootedAndIsNoProcess() {
		assertThat(this.child.hasBooted()).isTrue();
		assertThat(this.child.isProcess()).isFalse();
		assertThat(this.child.pid()).isEqualTo(ProcessHandle.current().pid());
		assertThat(this.child.scratch()).isSameAs(this.region.slot(1));
	}

	@Test
	void childThatIsNotAssignedLivesAndDoesNothing() {
		this.child.ring(0);
		this.child.dumpThreads();
		assertThat(this.child.isAlive()).isTrue();
		assertThat(this.child.exit()).isNull();
		assertThat(this.tasks).isEmpty();
	}

	@Test
	void workerLivesInItsSlot() {
		assign();
		await().until(() -> this.region.slot(0).state() == WorkerState.LOOPING);
		SlotSnapshot told = this.region.slot(0).snapshot();
		assertThat(told.pid()).isEqualTo(this.child.pid());
		assertThat(told.incarnation()).isEqualTo(INCARNATION);
		assertThat(this.child.isAlive()).isTrue();
		assertThat(this.child.exit()).isNull();
	}

	@Test
	void workerLooksIntoItsSlotWhenItIsRung() {
		assign();
		await().until(() -> this.region.slot(0).state() == WorkerState.LOOPING);
		this.region.slot(0).wanted(WantedState.PAUSED);
		this.child.ring(0);
		await().until(() -> this.region.slot(0).state() == WorkerState.PAUSED);
	}

	@Test
	void terminateEndsTheWorkerInAControlledWay() throws Exception {
		assign();
		await().until(() -> this.loop.thread != null);
		this.child.terminate();
		assertThat(awaitExit()).isEqualTo(new ProcessExit(ExitCode.CONTROLLED));
		assertThat(this.loop.spindowns).isEqualTo(1);
		assertThat(this.child.isAlive()).isFalse();
	}

	@Test
	void workerThatThrowsEndsAsAProcessDoes() throws Exception {
		this.loop.failure = new IllegalStateException("broken as asked");
		assign();
		assertThat(awaitExit()).isEqualTo(new ProcessExit(ExitCode.WENT_DOWN));
		assertThat(this.loop.spindowns).isZero();
		assertThat(this.region.slot(0).snapshot().lastError()).contains("broken as asked");
	}

	@Test
	void workerWhoseBeanCanNotBeCreatedEndsAsAProcessDoes() throws Exception {
		assign("missing");
		assertThat(awaitExit()).isEqualTo(new ProcessExit(ExitCode.WENT_DOWN));
		assertThat(this.region.slot(0).snapshot().lastError()).contains("missing");
	}

	@Test
	void killInterruptsAndCountsAsAnExitThoughTheThreadLives() throws Exception {
		this.loop.blocks = true;
		assign();
		await().until(() -> this.loop.thread != null);
		assertThat(this.child.kill()).contains("interrupted");
		assertThat(awaitExit()).isEqualTo(new ProcessExit(ExitCode.ABANDONED));
		assertThat(this.child.isAlive()).isFalse();
		await().until(() -> this.loop.interrupted);
		Thread thread = this.loop.thread;
		assertThat(thread).isNotNull();
		assertThat(thread.isAlive()).isTrue();
		this.loop.released.countDown();
		thread.join();
		assertThat(this.tasks).as("another exit").isEmpty();
		assertThat(this.child.exit()).isEqualTo(new ProcessExit(ExitCode.ABANDONED));
	}

	@Test
	void dumpThreadsLogsWhatTheWorkerDoes(CapturedOutput output) {
		this.loop.blocks = true;
		assign();
		await().until(() -> this.loop.thread != null);
		this.child.dumpThreads();
		assertThat(output).contains("Stack of the worker's thread", "\tat ", "TestLoop.loop");
	}

	private void assign() {
		assign("copy");
	}

	private void assign(String bean) {
		this.assigned = true;
		this.child.assign(new Assignment("copy", 0, INCARNATION, bean, Duration.ofHours(1), 0, null,
				Duration.ofSeconds(5), true, ContextSettings.DEFAULT));
	}

	private ProcessExit awaitExit() throws InterruptedException {
		Runnable task = this.tasks.poll(30, TimeUnit.SECONDS);
		assertThat(task).isNotNull();
		assertThat(this.exits).as("told by the executor").isEmpty();
		task.run();
		assertThat(this.exits).hasSize(1);
		assertThat(this.child.exit()).isEqualTo(this.exits.get(0));
		return this.exits.get(0);
	}

	/**
	 * A worker that a test can have block, whatever interrupts it, or throw.
	 */
	static class TestLoop implements WorkerLoop {

		private final CountDownLatch released = new CountDownLatch(1);

		private volatile boolean blocks;

		private volatile boolean interrupted;

		private volatile int spindowns;

		private volatile @Nullable Exception failure;

		private volatile @Nullable Thread thread;

		@Override
		public void loop() throws Exception {
			this.thread = Thread.currentThread();
			Exception thrown = this.failure;
			if (thrown != null) {
				throw thrown;
			}
			while (this.blocks && this.released.getCount() > 0) {
				try {
					this.released.await();
				}
				catch (InterruptedException ex) {
					this.interrupted = true;
				}
			}
		}

		@Override
		public void spindown() {
			this.spindowns++;
		}

	}

}
