package dev.daemonspring.child;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import dev.daemonspring.protocol.Assignment;
import dev.daemonspring.protocol.CommandRequest;
import dev.daemonspring.protocol.CommandStatus;
import dev.daemonspring.protocol.ContextSettings;
import dev.daemonspring.protocol.IterationAnswer;
import dev.daemonspring.protocol.Rhythm;
import dev.daemonspring.protocol.Rhythm.Once;
import dev.daemonspring.region.DaemonSlot;
import dev.daemonspring.region.PostedCommand;
import dev.daemonspring.region.TotalWord;
import dev.daemonspring.region.WantedState;
import dev.daemonspring.region.WorkerSlot;
import dev.daemonspring.worker.MissedTick;
import dev.daemonspring.worker.WorkerCommand;
import dev.daemonspring.worker.WorkerContext;
import dev.daemonspring.worker.WorkerLoop;
import dev.daemonspring.worker.WorkerLoopListener;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link IterationLoop}, on the thread of the test wherever nothing has to
 * wait.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class IterationLoopTests {

	@TempDir
	Path temp;

	private final List<String> calls = new ArrayList<>();

	private SlotFixture slots;

	private DaemonSlot daemon;

	private WorkerSlot slot;

	private LoopOrders orders;

	private LoopPark park;

	private RunnerContext context;

	private Timetable timetable;

	private @Nullable LoopGate gate;

	@BeforeEach
	void open() {
		this.slots = new SlotFixture(this.temp);
		this.daemon = this.slots.daemon(0);
		this.slot = this.slots.worker(0);
		this.slot.begin(1, 1);
		prepare(Duration.ZERO, 0);
	}

	@AfterEach
	void close() {
		this.slot.close();
		this.slots.close();
	}

	@Test
	void runWhenToStopBeforeTheFirstIterationDoesNone() throws Exception {
		this.daemon.wanted(WantedState.STOPPED);
		assertThat(run(() -> this.calls.add("loop"))).isEqualTo(WorkerEnding.STOPPED);
		assertThat(this.calls).isEmpty();
		assertThat(this.daemon.state()).isEqualTo(WorkerState.SPINUP);
	}

	@Test
	void runFinishesTheIterationInWhichTheOrderToEndComes() throws Exception {
		assertThat(run(() -> {
			this.orders.end();
			this.calls.add("loop");
		}, new Recorder())).isEqualTo(WorkerEnding.ENDED);
		assertThat(this.calls).containsExactly("before 0", "loop", "after 0");
		assertThat(this.daemon.snapshot().iterations()).isEqualTo(1);
	}

	@Test
	void runWhenLimitIsReachedHasDoneExactlyAsManyIterations() throws Exception {
		prepare(Duration.ZERO, 3);
		assertThat(run(() -> this.calls.add("loop"))).isEqualTo(WorkerEnding.LIMIT_REACHED);
		assertThat(this.calls).hasSize(3);
		assertThat(this.context.iterations()).isEqualTo(3);
		assertThat(this.daemon.snapshot().iterations()).isEqualTo(3);
	}

	@Test
	void runShowsThatItLoopsAndDoesAnIteration() throws Exception {
		run(() -> {
			this.calls.add(this.daemon.state() + " " + this.daemon.activity());
			this.orders.stop();
		});
		assertThat(this.calls).containsExactly("LOOPING ITERATION");
		assertThat(this.daemon.activity()).hasToString("IDLE");
	}

	@Test
	void listenersAreCalledInTheirOrderAroundTheIteration() throws Exception {
		run(() -> {
			this.calls.add("loop");
			this.orders.stop();
		}, new Recorder("a "), new Recorder("b "));
		assertThat(this.calls).containsExactly("a before 0", "b before 0", "loop", "a after 0", "b after 0");
	}

	@Test
	void runWhenIterationThrowsTellsEveryListenerAndThrowsTheSame() {
		IllegalStateException failure = new IllegalStateException("boom");
		assertThatIllegalStateException().isThrownBy(() -> run(() -> {
			throw failure;
		}, new Recorder("a "), new Recorder("b "))).isSameAs(failure);
		assertThat(this.calls).containsExactly("a before 0", "b before 0", "a failed boom", "b failed boom");
		assertThat(this.context.iterations()).isZero();
		assertThat(this.daemon.snapshot().iterations()).isZero();
	}

	@Test
	void runWhenIterationThrowsAnErrorTellsListeners() {
		assertThatExceptionOfType(StackOverflowError.class).isThrownBy(() -> run(() -> {
			throw new StackOverflowError("deep");
		}, new Recorder()));
		assertThat(this.calls).containsExactly("before 0", "failed deep");
	}

	@Test
	void exceptionOfAListenerCountsAsOneOfTheIteration() {
		assertThatIllegalStateException().isThrownBy(() -> run(() -> this.calls.add("loop"), new Recorder() {

			@Override
			public void beforeLoop(WorkerContext context) {
				throw new IllegalStateException("not now");
			}

		}));
		assertThat(this.calls).containsExactly("failed not now");
		assertThat(this.context.iterations()).isZero();
	}

	@Test
	void interruptThatNobodyOrderedIsAFailure() {
		assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> run(() -> {
			throw new InterruptedException("cancelled");
		}));
	}

	@Test
	void interruptOfAnIterationThatIsToEndIsNoFailure() throws Exception {
		assertThat(run(() -> {
			this.orders.stop();
			throw new InterruptedException("cancelled");
		})).isEqualTo(WorkerEnding.STOPPED);
		assertThat(this.context.iterations()).isZero();
	}

	@Test
	void commandsThatCameDuringAnIterationAreExecutedBeforeTheNext() throws Exception {
		List<PostedCommand> posted = new ArrayList<>();
		prepare(Duration.ZERO, 2);
		run(new Copier(() -> {
			this.calls.add("loop");
			posted.add(this.slots.post("mark", "[\"1\"]"));
			posted.add(this.slots.post("mark", "[\"2\"]"));
		}));
		assertThat(this.calls).startsWith("loop", "1 COMMAND", "2 COMMAND", "loop");
		assertThat(posted.get(1).poll()).isNotNull();
	}

	@Test
	void commandsAreExecutedBeforeAnOrderToEndIsFollowed() throws Exception {
		PostedCommand posted = this.slots.post("mark", "[\"last\"]");
		this.daemon.wanted(WantedState.STOPPED);
		run(new Copier(() -> this.calls.add("loop")));
		assertThat(this.calls).containsExactly("last COMMAND");
		assertThat(posted.poll()).isNotNull();
		assertThat(this.daemon.activity()).hasToString("IDLE");
	}

	@Test
	void iterationIsNotDueBeforeTheLooptimeIsOverWhateverWakesTheLoop() throws Exception {
		prepare(Duration.ofHours(1), 0);
		CompletableFuture<WorkerEnding> ending = new CompletableFuture<>();
		Thread thread = new Thread(() -> {
			this.park.enter();
			try {
				ending.complete(run(() -> this.calls.add("loop")));
			}
			catch (Throwable ex) {
				ending.completeExceptionally(ex);
			}
		});
		thread.setDaemon(true);
		thread.start();
		awaitParked(thread, 1);
		long before = this.daemon.progress();
		this.park.wake();
		await().until(() -> this.daemon.progress() > before);
		awaitParked(thread, 1);
		this.orders.stop();
		this.park.wake();
		assertThat(ending.join()).isEqualTo(WorkerEnding.STOPPED);
		assertThat(this.calls).containsExactly("loop");
	}

	@Test
	void gateDecidesInThePlaceOfTheLooptime() throws Exception {
		prepare(Duration.ofHours(1), 3);
		this.gate = new ClosingGate();
		assertThat(run(() -> this.calls.add("loop"))).isEqualTo(WorkerEnding.LIMIT_REACHED);
		assertThat(this.calls).containsExactly("closed", "open", "loop", "iterated", "closed", "open", "loop",
				"iterated", "closed", "open", "loop", "iterated");
	}

	@Test
	void onceRunsOneIterationAndIsDone() throws Exception {
		prepare(new Rhythm(new Once(), MissedTick.ONCE, Duration.ZERO, null), 1);
		assertThat(run(() -> this.calls.add("loop"))).isEqualTo(WorkerEnding.DONE);
		assertThat(this.calls).containsExactly("loop");
	}

	@Test
	void onceThatIsDoneIsSoEvenIfItsProcessEnds() throws Exception {
		prepare(new Rhythm(new Once(), MissedTick.ONCE, Duration.ZERO, null), 0);
		assertThat(run(() -> this.orders.end())).isEqualTo(WorkerEnding.DONE);
	}

	@Test
	void onceThatAnOperatorStopsIsStopped() throws Exception {
		prepare(new Rhythm(new Once(), MissedTick.ONCE, Duration.ZERO, null), 0);
		assertThat(run(() -> this.orders.stop())).isEqualTo(WorkerEnding.STOPPED);
	}

	@Test
	void orderToRunRunsAnIterationWithItsListenersAndIsAnswered() throws Exception {
		prepare(Duration.ofHours(1), 2);
		PostedCommand posted = postRun();
		assertThat(run(() -> this.calls.add("loop " + this.daemon.activity()), new Recorder()))
			.isEqualTo(WorkerEnding.LIMIT_REACHED);
		assertThat(this.calls).containsExactly("before 0", "loop ITERATION", "after 0", "before 1", "loop ITERATION",
				"after 1");
		assertThat(this.daemon.snapshot().iterations()).isEqualTo(2);
		assertThat(SlotFixture.status(posted)).isEqualTo(CommandStatus.OK);
		assertThat(IterationAnswer.of(SlotFixture.body(posted)).error()).isNull();
	}

	@Test
	void orderToRunRunsAnIterationThoughTheWorkerIsPaused() throws Exception {
		prepare(Duration.ofHours(1), 1);
		this.daemon.wanted(WantedState.PAUSED);
		postRun();
		assertThat(run(() -> this.calls.add("loop"))).isEqualTo(WorkerEnding.LIMIT_REACHED);
		assertThat(this.calls).containsExactly("loop");
	}

	@Test
	void orderToRunIsAnsweredBeforeAFailureTakesTheWorkerDown() {
		PostedCommand posted = postRun();
		assertThatIllegalStateException().isThrownBy(() -> run(() -> {
			throw new IllegalStateException("boom " + "x".repeat(5000));
		}, new Recorder())).withMessageStartingWith("boom");
		IterationAnswer answer = IterationAnswer.of(SlotFixture.body(posted));
		assertThat(answer.error()).startsWith("java.lang.IllegalStateException: boom");
		assertThat(this.calls).hasSize(2).first().isEqualTo("before 0");
		assertThat(this.daemon.snapshot().iterations()).isZero();
	}

	@Test
	void orderToRunIsLeftToTheNextProcessByALoopThatEnds() throws Exception {
		PostedCommand posted = postRun();
		this.orders.end();
		assertThat(run(() -> this.calls.add("loop"))).isEqualTo(WorkerEnding.ENDED);
		assertThat(this.calls).isEmpty();
		assertThat(posted.taken()).isFalse();
		assertThat(this.slot.hasPending()).isTrue();
	}

	@Test
	void loopThatIsHeldRunsNoIterationAndReportsIt() throws Exception {
		this.daemon.total(TotalWord.of(7, 3, true));
		prepare(Duration.ZERO, 0);
		Thread loop = start(() -> this.orders.end());
		await().until(() -> this.daemon.heldIn() == 7);
		await().until(() -> loop.getState() == Thread.State.WAITING);
		assertThat(this.context.iterations()).isZero();
		assertThat(this.context.total()).as("what is to come").isEqualTo(3);
		release(3);
		loop.join();
		assertThat(this.context.iterations()).isEqualTo(1);
	}

	@Test
	void totalStaysTheSameUntilTheIterationEndsAndTheLoopIsReleased() throws Exception {
		this.daemon.total(TotalWord.of(1, 2, false));
		prepare(Duration.ZERO, 0);
		Thread loop = start(() -> {
			this.calls.add("before " + this.context.total());
			if (this.context.iterations() == 0) {
				this.daemon.total(TotalWord.of(2, 5, true));
			}
			else {
				this.orders.end();
			}
			this.calls.add("after " + this.context.total());
		});
		await().until(() -> this.daemon.heldIn() == 2);
		assertThat(this.context.total()).isEqualTo(2);
		release(5);
		loop.join();
		assertThat(this.calls).containsExactly("before 2", "after 2", "before 5", "after 5");
	}

	@Test
	void loopThatIsHeldExecutesCommandsButRunsByOrderOnlyWhenItIsReleased() throws Exception {
		this.daemon.total(TotalWord.of(1, 2, true));
		PostedCommand run = postRun();
		PostedCommand mark = this.slots.post("mark", "[\"held\"]");
		Copier marking = new Copier(() -> this.orders.end());
		Thread loop = start(marking);
		await().until(() -> mark.poll() != null);
		assertThat(run.poll()).isNull();
		assertThat(this.context.iterations()).isZero();
		release(2);
		loop.join();
		assertThat(run.poll()).isNotNull();
		assertThat(this.context.iterations()).isEqualTo(1);
	}

	@Test
	void loopThatIsHeldGivesOrdersToRunBackWhenItEnds() throws Exception {
		this.daemon.total(TotalWord.of(1, 2, true));
		PostedCommand run = postRun();
		Thread loop = start(() -> this.calls.add("loop"));
		await().until(run::taken);
		this.orders.end();
		this.park.wake();
		loop.join();
		assertThat(run.taken()).isFalse();
		assertThat(this.calls).isEmpty();
	}

	@Test
	void loopThatIsPausedReportsThatItIsHeld() throws Exception {
		this.daemon.wanted(WantedState.PAUSED);
		this.daemon.total(TotalWord.of(4, 2, true));
		Thread loop = start(() -> this.calls.add("loop"));
		await().until(() -> this.daemon.heldIn() == 4);
		assertThat(this.daemon.state()).isEqualTo(WorkerState.PAUSED);
		this.orders.end();
		this.park.wake();
		loop.join();
	}

	private void release(int total) {
		this.daemon.total(TotalWord.of(TotalWord.epoch(this.daemon.total()), total, false));
		this.park.wake();
	}

	private Thread start(WorkerLoop loop) {
		Thread thread = new Thread(() -> {
			this.park.enter();
			try {
				run(loop);
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		});
		thread.start();
		return thread;
	}

	private PostedCommand postRun() {
		return this.daemon.post(CommandRequest.run().toBytes());
	}

	private void awaitParked(Thread thread, long iterations) {
		await().until(() -> this.context.iterations() == iterations && thread.getState() == Thread.State.TIMED_WAITING);
	}

	private void prepare(Duration looptime, long maxIterations) {
		prepare(Rhythm.every(looptime), maxIterations);
	}

	private void prepare(Rhythm rhythm, long maxIterations) {
		this.orders = new LoopOrders(this.slot, maxIterations);
		this.park = new LoopPark(this.slot);
		Assignment assignment = new Assignment("copy", 0, 1, "copy", rhythm, 0, maxIterations, null,
				Duration.ofSeconds(5), true, ContextSettings.DEFAULT);
		this.context = new RunnerContext(assignment, this.slot, this.orders, this.park);
		this.timetable = Timetable.of(assignment, this.slot, LoopClock.SYSTEM);
	}

	private WorkerEnding run(WorkerLoop loop, WorkerLoopListener... listeners) throws Exception {
		CommandExecutor executor = new CommandExecutor("copy", loop, CommandMethods.of(loop.getClass()),
				() -> JsonMapper.builder().build());
		return new IterationLoop(new WorkerInstance(loop, List.of(listeners), executor),
				new CommandQueue(this.slot, executor), this.context, this.slot, this.orders, this.park, this.gate,
				this.timetable)
			.run();
	}

	/**
	 * A listener that notes what it is told.
	 */
	class Recorder implements WorkerLoopListener {

		private final String name;

		Recorder() {
			this("");
		}

		Recorder(String name) {
			this.name = name;
		}

		@Override
		public void beforeLoop(WorkerContext context) {
			IterationLoopTests.this.calls.add(this.name + "before " + context.iterations());
		}

		@Override
		public void afterLoop(WorkerContext context) {
			IterationLoopTests.this.calls.add(this.name + "after " + context.iterations());
		}

		@Override
		public void loopFailed(WorkerContext context, Throwable failure) {
			IterationLoopTests.this.calls.add(this.name + "failed " + failure.getMessage());
		}

	}

	/**
	 * A worker with a command.
	 */
	class Copier implements WorkerLoop {

		private final WorkerLoop loop;

		Copier(WorkerLoop loop) {
			this.loop = loop;
		}

		@Override
		public void loop() throws Exception {
			this.loop.loop();
		}

		@WorkerCommand
		void mark(String text) {
			IterationLoopTests.this.calls.add(text + " " + IterationLoopTests.this.daemon.activity());
		}

	}

	/**
	 * A gate that is open every other time.
	 */
	class ClosingGate implements LoopGate {

		private boolean open = true;

		@Override
		public boolean pass(String worker) {
			this.open = !this.open;
			IterationLoopTests.this.calls.add(this.open ? "open" : "closed");
			// The loop is going to wait for this
			LockSupport.unpark(Thread.currentThread());
			return this.open;
		}

		@Override
		public void iterated(String worker) {
			IterationLoopTests.this.calls.add("iterated");
		}

		@Override
		public void failed(String worker, Throwable failure) {
			IterationLoopTests.this.calls.add("failed");
		}

		@Override
		public void ended(String worker) {
			IterationLoopTests.this.calls.add("ended");
		}

	}

}
