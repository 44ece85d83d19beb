package dev.daemonspring.child;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import dev.daemonspring.protocol.CommandRequest;
import dev.daemonspring.region.DaemonSlot;
import dev.daemonspring.region.PostedCommand;
import dev.daemonspring.region.RegionLayout;
import dev.daemonspring.region.StatusRegion;
import dev.daemonspring.region.WorkerSlot;
import dev.daemonspring.worker.WorkerCommand;
import dev.daemonspring.worker.WorkerLoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link CommandQueue}.
 */
class CommandQueueTests {

	private static final Duration LONG = Duration.ofMinutes(1);

	private static final Runnable NOTHING = () -> {
	};

	private static final CommandQueue.IterationCommand NO_RUN = (command) -> {
		throw new AssertionError("run");
	};

	@TempDir
	Path directory;

	private StatusRegion region;

	private DaemonSlot slot;

	private WorkerSlot worker;

	@BeforeEach
	void create() {
		this.region = StatusRegion.create(this.directory.resolve("d").resolve("region"), new RegionLayout(1, 1024, 8));
		this.slot = this.region.slot(0);
		this.worker = WorkerSlot.open(this.region.file(), 0);
	}

	@AfterEach
	void close() {
		this.worker.close();
		this.region.close();
	}

	@Test
	void commandsRunInTheirOrderOnTheLoopsThread() throws Exception {
		Serial target = new Serial();
		CommandQueue queue = queue(target);
		PostedCommand first = post("first");
		PostedCommand second = post("second");
		assertThat(queue.execute(NOTHING, NOTHING, NO_RUN)).isTrue();
		assertThat(target.calls).containsExactly("first", "second");
		assertThat(target.threads).containsOnly(Thread.currentThread().getName());
		assertThat(answer(first)).isEqualTo("\"first\"");
		assertThat(answer(second)).isEqualTo("\"second\"");
	}

	@Test
	void nothingIsDoneWhereNothingWaits() throws Exception {
		assertThat(queue(new Serial()).execute(() -> {
			throw new AssertionError("before");
		}, NOTHING, NO_RUN)).isFalse();
	}

	@Test
	void whatSurroundsACommandSurroundsEachOne() throws Exception {
		Serial target = new Serial();
		CommandQueue queue = queue(target);
		post("first");
		post("second");
		queue.execute(() -> target.calls.add("before"), () -> target.calls.add("after"), NO_RUN);
		assertThat(target.calls).containsExactly("before", "first", "after", "before", "second", "after");
	}

	@Test
	void commandThatMayRunBesideTheLoopDoesWithoutIt() throws Exception {
		Mixed target = new Mixed();
		CommandQueue queue = queue(target);
		PostedCommand beside = post("beside");
		PostedCommand inside = post("inside");
		queue.dispatch();
		await().atMost(LONG).until(() -> beside.poll() != null);
		assertThat(target.threads).containsExactly("daemon-command");
		assertThat(inside.poll()).isNull();
		assertThat(queue.execute(NOTHING, NOTHING, NO_RUN)).isTrue();
		assertThat(answer(inside)).isEqualTo("\"inside\"");
		queue.close();
	}

	@Test
	void closeGivesBackWhatHasNotBegunAndTheNextQueueExecutesIt() throws Exception {
		Mixed target = new Mixed();
		CommandQueue queue = queue(target);
		target.gate = new CountDownLatch(1);
		PostedCommand running = post("beside");
		queue.dispatch();
		await().atMost(LONG).until(() -> !target.threads.isEmpty());
		PostedCommand waiting = post("beside");
		PostedCommand inside = post("inside");
		queue.dispatch();
		queue.close();
		assertThat(waiting.taken()).as("taken though it has not begun").isFalse();
		assertThat(inside.taken()).as("taken though it has not begun").isFalse();
		target.gate.countDown();
		await().atMost(LONG).until(() -> running.poll() != null);
		Serial next = new Serial();
		this.worker = WorkerSlot.open(this.region.file(), 0);
		queue(next).execute(NOTHING, NOTHING, NO_RUN);
		assertThat(next.calls).containsExactly("beside", "inside");
		assertThat(answer(waiting)).isEqualTo("\"beside\"");
	}

	@Test
	void queueThatWasClosedTakesNoMore() {
		Mixed target = new Mixed();
		CommandQueue queue = queue(target);
		queue.close();
		PostedCommand late = post("beside");
		queue.dispatch();
		assertThat(late.taken()).isFalse();
		assertThat(this.worker.hasPending()).isTrue();
	}

	private CommandQueue queue(Object target) {
		return new CommandQueue(this.worker, new CommandExecutor("copy", target, CommandMethods.of(target.getClass()),
				() -> JsonMapper.builder().build()));
	}

	private PostedCommand post(String command) {
		return this.slot.post(new CommandRequest(command, "[]").toBytes());
	}

	private static String answer(PostedCommand posted) {
		return new String(Objects.requireNonNull(posted.poll()).body(), StandardCharsets.UTF_8);
	}

	/**
	 * A worker all of whose commands are the loop's.
	 */
	static class Serial implements WorkerLoop {

		final List<String> calls = new CopyOnWriteArrayList<>();

		final List<String> threads = new CopyOnWriteArrayList<>();

		@Override
		public void loop() {
		}

		@WorkerCommand
		String first() {
			return note("first");
		}

		@WorkerCommand
		String second() {
			return note("second");
		}

		@WorkerCommand
		String beside() {
			return note("beside");
		}

		@WorkerCommand
		String inside() {
			return note("inside");
		}

		private String note(String call) {
			this.threads.add(Thread.currentThread().getName());
			this.calls.add(call);
			return call;
		}

	}

	/**
	 * A worker one of whose commands may run beside the loop.
	 */
	static class Mixed implements WorkerLoop {

		final List<String> threads = new CopyOnWriteArrayList<>();

		volatile CountDownLatch gate = new CountDownLatch(0);

		@Override
		public void loop() {
		}

		@WorkerCommand(concurrent = true)
		String beside() throws InterruptedException {
			this.threads.add(Thread.currentThread().getName());
			this.gate.await();
			return "beside";
		}

		@WorkerCommand
		String inside() {
			return "inside";
		}

	}

}
