package dev.daemonspring.child;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import dev.daemonspring.protocol.Assignment;
import dev.daemonspring.protocol.CommandRequest;
import dev.daemonspring.protocol.ContextSettings;
import dev.daemonspring.region.Answer;
import dev.daemonspring.region.DaemonSlot;
import dev.daemonspring.region.PostedCommand;
import dev.daemonspring.region.RegionLayout;
import dev.daemonspring.region.StatusRegion;
import dev.daemonspring.region.WantedState;
import dev.daemonspring.region.WorkerSlot;
import dev.daemonspring.worker.WorkerCommand;
import dev.daemonspring.worker.WorkerContext;
import dev.daemonspring.worker.WorkerLoop;
import dev.daemonspring.worker.WorkerLoopListener;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link WorkerRunner}, on a real status region.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class WorkerRunnerTests {

	private static final Duration LONG = Duration.ofHours(1);

	private @TempDir Path directory;

	private StatusRegion region;

	private DaemonSlot daemon;

	private WorkerSlot slot;

	private WorkerRunner runner;

	private CompletableFuture<WorkerEnding> ending = new CompletableFuture<>();

	private Consumer<WorkerEnding> onEnding = (ending) -> {
	};

	private final List<String> diary = new CopyOnWriteArrayList<>();

	private final AtomicInteger loops = new AtomicInteger();

	@BeforeEach
	void createRegion() {
		this.region = StatusRegion.create(this.directory.resolve("d").resolve("region"), new RegionLayout(1, 1024, 4));
		this.daemon = this.region.slot(0);
		this.daemon.wanted(WantedState.LOOPING);
		this.slot = WorkerSlot.open(this.region.file(), 0);
		this.slot.begin(1, 1);
	}

	@AfterEach
	void endRunner() throws Exception {
		this.runner.end();
		this.ending.get(30, TimeUnit.SECONDS);
		this.region.close();
	}

	@Test
	void runWhenLooptimeIsZeroLoopsWithoutPause() {
		start(Duration.ZERO, new Recorder());
		await().until(() -> this.loops.get() > 1000);
		assertThat(this.daemon.state()).isEqualTo(WorkerState.LOOPING);
	}

	@Test
	void runSpinsUpOnceLoopsAndSpinsDownOnce() throws Exception {
		start(Duration.ZERO, new Recorder());
		await().until(() -> this.loops.get() > 0);
		this.daemon.wanted(WantedState.STOPPED);
		this.runner.wake();
		assertThat(this.ending.get()).isEqualTo(WorkerEnding.STOPPED);
		assertThat(this.diary).containsExactly("spinup", "spindown");
		assertThat(this.daemon.state()).isEqualTo(WorkerState.STOPPED);
	}

	@Test
	void resumeWhenSleepingWakesAtOnce() {
		start(LONG, new Recorder());
		await().until(() -> this.loops.get() == 1);
		order(WantedState.PAUSED);
		await().until(() -> this.daemon.state() == WorkerState.PAUSED);
		order(WantedState.LOOPING);
		await().until(() -> this.loops.get() == 2);
		assertThat(this.daemon.state()).isEqualTo(WorkerState.LOOPING);
	}

	@Test
	void pauseRightAfterResumeIsNotLost() {
		start(Duration.ZERO, new Recorder());
		for (int i = 0; i < 200; i++) {
			order(WantedState.LOOPING);
			order(WantedState.PAUSED);
			await().pollInterval(Duration.ofMillis(1)).until(() -> this.daemon.state() == WorkerState.PAUSED);
		}
	}

	@Test
	void pauseTakesEffectAtTheEndOfTheIteration() {
		CountDownLatch running = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		start(Duration.ZERO, () -> {
			running.countDown();
			release.await();
			this.loops.incrementAndGet();
		});
		await().until(() -> running.getCount() == 0);
		order(WantedState.PAUSED);
		assertThat(this.daemon.state()).isEqualTo(WorkerState.LOOPING);
		release.countDown();
		await().until(() -> this.daemon.state() == WorkerState.PAUSED);
		assertThat(this.loops).hasValue(1);
	}

	@Test
	void runWhenLoopThrowsDoesNotSpinDownAndTellsTheError() throws Exception {
		start(Duration.ZERO, new Recorder() {

			@Override
			public void loop() {
				throw new IllegalStateException("boom");
			}

		});
		assertThat(this.ending.get()).isEqualTo(WorkerEnding.FAILED);
		assertThat(this.diary).containsExactly("spinup");
		assertThat(this.daemon.snapshot().failures()).isEqualTo(1);
		assertThat(this.daemon.snapshot().lastError()).contains("boom");
	}

	@Test
	void runWhenExceptionCantBeToldTellsItsClass() throws Exception {
		start(Duration.ZERO, () -> {
			throw new IllegalStateException() {

				@Override
				public String getMessage() {
					throw new IllegalStateException("getMessage");
				}

			};
		});
		assertThat(this.ending.get()).isEqualTo(WorkerEnding.FAILED);
		assertThat(this.daemon.snapshot().failures()).isEqualTo(1);
		assertThat(this.daemon.snapshot().lastError()).contains(getClass().getName());
	}

	@Test
	void runWhenCausesAreACircleTellsTheError() throws Exception {
		start(Duration.ZERO, () -> {
			Exception first = new IllegalStateException("first");
			first.initCause(new IllegalStateException("second", first));
			throw first;
		});
		assertThat(this.ending.get()).isEqualTo(WorkerEnding.FAILED);
		assertThat(this.daemon.snapshot().lastError()).contains("first");
	}

	@Test
	void runTellsHowItEndsBeforeItSpinsDown() throws Exception {
		List<Object> told = new CopyOnWriteArrayList<>();
		this.onEnding = told::add;
		start(LONG, new Recorder() {

			@Override
			public void spindown() {
				told.add(String.valueOf(WorkerRunnerTests.this.runner.ending()));
			}

		});
		order(WantedState.STOPPED);
		this.ending.get();
		assertThat(told).containsExactly(WorkerEnding.STOPPED, "STOPPED");
	}

	@Test
	void runWhenSpindownThrowsEndsAllTheSame() throws Exception {
		start(LONG, new Recorder() {

			@Override
			public void spindown() {
				throw new IllegalStateException("too bad");
			}

		});
		order(WantedState.STOPPED);
		assertThat(this.ending.get()).isEqualTo(WorkerEnding.STOPPED);
		assertThat(this.daemon.snapshot().lastError()).contains("too bad");
	}

	@Test
	void contextPauseHoldsUntilTheNextOrder() {
		start(Duration.ZERO, () -> {
			this.loops.incrementAndGet();
			this.runner.context().pause();
		});
		await().until(() -> this.daemon.state() == WorkerState.PAUSED);
		assertThat(this.daemon.pausedItself()).isTrue();
		order(WantedState.LOOPING);
		await().until(() -> this.loops.get() == 2);
	}

	@Test
	void contextStopEndsAsStopped() throws Exception {
		start(Duration.ZERO, () -> this.runner.context().stop());
		assertThat(this.ending.get()).isEqualTo(WorkerEnding.STOPPED);
		assertThat(this.daemon.state()).isEqualTo(WorkerState.STOPPED);
	}

	@Test
	void endWhenProcessMustEndSpinsDownAndIsNotStopped() throws Exception {
		start(LONG, new Recorder());
		await().until(() -> this.loops.get() == 1);
		this.runner.end();
		assertThat(this.ending.get()).isEqualTo(WorkerEnding.ENDED);
		assertThat(this.diary).containsExactly("spinup", "spindown");
		assertThat(this.daemon.state()).isEqualTo(WorkerState.SPINDOWN);
	}

	@Test
	void commandWhenSleepingRunsAtOnceOnTheLoopsThread() {
		Recorder recorder = new Recorder();
		start(LONG, recorder);
		await().until(() -> this.loops.get() == 1);
		assertThat(send("rename", "[\"b\"]")).isEqualTo("\"renamed to b\"");
		assertThat(recorder.commandThread).isSameAs(recorder.loopThread);
	}

	@Test
	void commandWhenPausedRuns() {
		start(LONG, new Recorder());
		order(WantedState.PAUSED);
		await().until(() -> this.daemon.state() == WorkerState.PAUSED);
		assertThat(send("rename", "{\"to\": \"b\"}")).isEqualTo("\"renamed to b\"");
	}

	@Test
	void commandsRunInTheOrderInWhichTheyCame() {
		CountDownLatch release = new CountDownLatch(1);
		List<String> order = new ArrayList<>();
		start(Duration.ZERO, new Recorder() {

			@Override
			public void loop() throws Exception {
				release.await();
			}

			@Override
			String rename(String to) {
				order.add(to);
				return to;
			}

		});
		List<PostedCommand> posted = List.of(post("rename", "[\"1\"]"), post("rename", "[\"2\"]"),
				post("rename", "[\"3\"]"));
		release.countDown();
		posted.forEach((command) -> await().until(() -> command.poll() != null));
		assertThat(order).containsExactly("1", "2", "3");
	}

	@Test
	void commandThatIsConcurrentRunsWhileAnIterationHangs() {
		CountDownLatch running = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		Recorder hanging = new Recorder() {

			@Override
			public void loop() throws Exception {
				running.countDown();
				release.await();
			}

		};
		start(Duration.ZERO, hanging);
		await().until(() -> running.getCount() == 0);
		PostedCommand waiting = post("rename", "[\"b\"]");
		assertThat(send("peek", "[]")).isEqualTo("\"seen\"");
		assertThat(waiting.poll()).isNull();
		release.countDown();
		await().until(() -> waiting.poll() != null);
	}

	@Test
	void commandThatWaitsForTheLoopWhenTheWorkerGoesDownIsLeftToTheNext() throws Exception {
		CountDownLatch running = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		start(Duration.ZERO, new Recorder() {

			@Override
			public void loop() throws Exception {
				running.countDown();
				release.await();
				throw new IllegalStateException("boom");
			}

		});
		await().until(() -> running.getCount() == 0);
		PostedCommand waiting = post("rename", "[\"b\"]");
		assertThat(send("peek", "[]")).isEqualTo("\"seen\"");
		release.countDown();
		this.ending.get();
		assertThat(waiting.taken()).isFalse();
		assertThat(waiting.withdraw()).isTrue();
	}

	@Test
	void listenersAreCalledAroundEveryIteration() {
		List<String> calls = new CopyOnWriteArrayList<>();
		WorkerLoopListener listener = new WorkerLoopListener() {

			@Override
			public void beforeLoop(WorkerContext context) {
				calls.add("before " + context.iterations());
			}

			@Override
			public void afterLoop(WorkerContext context) {
				calls.add("after " + context.name());
			}

		};
		start(LONG, new Recorder(), listener);
		await().until(() -> calls.size() == 2);
		assertThat(calls).containsExactly("before 0", "after test");
	}

	@Test
	void iterationsAndTimesAreTold() {
		start(Duration.ZERO, new Recorder());
		await().until(() -> this.daemon.snapshot().iterations() > 10);
		assertThat(this.daemon.snapshot().totalNanos()).isPositive();
		assertThat(this.daemon.snapshot().longestNanos()).isGreaterThanOrEqualTo(this.daemon.snapshot().lastNanos());
	}

	private void start(Duration looptime, WorkerLoop loop, WorkerLoopListener... listeners) {
		this.runner = new WorkerRunner(
				new Assignment("test", 0, 1, "test", looptime, 0, null, LONG, true, ContextSettings.DEFAULT),
				this.slot);
		this.runner.onEnding(this.onEnding);
		CommandExecutor commands = new CommandExecutor("test", loop, CommandMethods.of(loop.getClass()),
				() -> JsonMapper.builder().build());
		Thread thread = new Thread(() -> this.ending
			.complete(this.runner.run(() -> new WorkerInstance(loop, List.of(listeners), commands))));
		thread.setDaemon(true);
		thread.start();
	}

	private void order(WantedState wanted) {
		this.daemon.wanted(wanted);
		this.runner.wake();
	}

	private PostedCommand post(String command, String arguments) {
		return this.daemon.post(new CommandRequest(command, arguments).toBytes());
	}

	private String send(String command, String arguments) {
		PostedCommand posted = post(command, arguments);
		this.runner.rung();
		await().until(() -> posted.poll() != null);
		Answer answer = posted.poll();
		posted.release();
		return new String(answer.body(), StandardCharsets.UTF_8);
	}

	class Recorder implements WorkerLoop {

		@Nullable volatile Thread loopThread;

		@Nullable volatile Thread commandThread;

		@Override
		public void spinup() {
			WorkerRunnerTests.this.diary.add("spinup");
		}

		@Override
		public void loop() throws Exception {
			this.loopThread = Thread.currentThread();
			WorkerRunnerTests.this.loops.incrementAndGet();
		}

		@Override
		public void spindown() {
			WorkerRunnerTests.this.diary.add("spindown");
		}

		@WorkerCommand(concurrent = true)
		String peek() {
			return "seen";
		}

		@WorkerCommand
		String rename(String to) {
			this.commandThread = Thread.currentThread();
			return "renamed to " + to;
		}

	}

}
