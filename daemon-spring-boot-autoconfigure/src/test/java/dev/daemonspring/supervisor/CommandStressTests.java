package dev.daemonspring.supervisor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.support.GenericApplicationContext;

import dev.daemonspring.child.WorkerThread;
import dev.daemonspring.protocol.Assignment;
import dev.daemonspring.protocol.CommandRequest;
import dev.daemonspring.protocol.ContextSettings;
import dev.daemonspring.region.DaemonSlot;
import dev.daemonspring.region.PostedCommand;
import dev.daemonspring.region.RegionLayout;
import dev.daemonspring.region.StatusRegion;
import dev.daemonspring.region.WantedState;
import dev.daemonspring.supervisor.CommandException.Reason;
import dev.daemonspring.worker.WorkerCommand;
import dev.daemonspring.worker.WorkerLoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Every command gets one answer, and its own, while workers come, leave and are given up
 * whose commands still run.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class CommandStressTests {

	private static final int CALLERS = 1000;

	private static final int CALLS = 2;

	private static final int CELLS = 8;

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private @TempDir Path directory;

	private StatusRegion region;

	private DaemonSlot slot;

	private PendingCalls calls;

	private final GenericApplicationContext context = new GenericApplicationContext();

	private final Echo echo = new Echo();

	private volatile @Nullable WorkerThread worker;

	private int incarnation;

	@BeforeEach
	void createRegion() {
		this.region = StatusRegion.create(this.directory.resolve("d").resolve("region"),
				new RegionLayout(1, 1024, CELLS));
		this.slot = this.region.slot(0);
		this.calls = new PendingCalls("echo", this.slot, PATIENCE);
		this.context.registerBean("echo", WorkerLoop.class, () -> this.echo);
		this.context.refresh();
	}

	@AfterEach
	void close() {
		this.context.close();
		this.region.close();
	}

	@Test
	void everyCommandGetsItsOwnAnswerOnce() throws Exception {
		Map<Integer, Object> outcomes = callWhileWorkersEnd(3);
		outcomes.forEach((id, outcome) -> {
			int executions = this.echo.executions(id);
			if (outcome == Reason.INTERRUPTED) {
				assertThat(executions).as("executions of %d", id).isLessThanOrEqualTo(1);
			}
			else {
				assertThat(outcome).as("answer to %d", id).isEqualTo(Integer.toString(id));
				assertThat(executions).as("executions of %d", id).isEqualTo(1);
			}
		});
		assertThat(outcomes.values()).as("commands that were lost to an end").contains(Reason.INTERRUPTED);
		assertEveryCellIsFree();
	}

	/**
	 * A worker that ends in order has either begun a command or leaves it to the next
	 * one, wherever it waited.
	 */
	@Test
	void commandIsLostToAnOrderedEndOnlyWhenItHasBegun() throws Exception {
		Map<Integer, Object> outcomes = callWhileWorkersEnd(2);
		outcomes.forEach((id, outcome) -> {
			assertThat(this.echo.executions(id)).as("executions of %d, of which was told %s", id, outcome).isEqualTo(1);
			assertThat(outcome).isIn(Reason.INTERRUPTED, Integer.toString(id));
		});
		assertEveryCellIsFree();
	}

	/**
	 * Call while workers come and go.
	 * @param ways how many ways there are to go: a stop, an end by the worker's process,
	 * and being given up
	 * @return what each caller was told
	 */
	private Map<Integer, Object> callWhileWorkersEnd(int ways) throws Exception {
		Map<Integer, Object> outcomes = new ConcurrentHashMap<>();
		ExecutorService callers = Executors.newFixedThreadPool(64);
		for (int i = 0; i < CALLERS; i++) {
			int first = i * CALLS;
			callers.execute(() -> {
				for (int id = first; id < first + CALLS; id++) {
					outcomes.put(id, call(id));
				}
			});
		}
		callers.shutdown();
		Random random = new Random(1);
		do {
			int before = this.echo.total.get();
			begin();
			for (int i = 0; i < 500 && this.echo.total.get() == before && !callers.isTerminated(); i++) {
				LockSupport.parkNanos(100_000);
			}
			LockSupport.parkNanos(random.nextInt(3_000_000));
			end(random.nextInt(ways));
		}
		while (!callers.isTerminated());
		assertThat(outcomes).hasSize(CALLERS * CALLS);
		return outcomes;
	}

	private void assertEveryCellIsFree() {
		List<PostedCommand> all = new ArrayList<>();
		for (int i = 0; i < CELLS; i++) {
			all.add(this.slot.post(new byte[0]));
		}
		all.forEach(PostedCommand::release);
	}

	@Test
	@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
	void callWhenCallerIsInterruptedEndsLongBeforeItsTimeoutAndKeepsTheInterrupt() {
		PendingCalls patient = new PendingCalls("echo", this.slot, Duration.ofHours(1));
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(CommandException.class)
			.isThrownBy(() -> patient.send(new CommandRequest("echo", "[1]"), () -> {
			}, () -> true))
			.matches((ex) -> ex.reason() == Reason.TIMED_OUT)
			.withMessageContaining("interrupted");
		assertThat(Thread.interrupted()).isTrue();
	}

	private Object call(int id) {
		String command = (id % 3 == 0) ? "beside" : "echo";
		while (true) {
			try {
				return this.calls.send(new CommandRequest(command, "[" + id + "]"), this::ring, () -> true);
			}
			catch (CommandException ex) {
				if (ex.reason() != Reason.MAILBOX_FULL) {
					return ex.reason();
				}
				LockSupport.parkNanos(100_000);
			}
		}
	}

	private void ring() {
		WorkerThread running = this.worker;
		if (running != null) {
			running.rung();
		}
	}

	private void begin() {
		this.slot.reset();
		this.slot.wanted(WantedState.LOOPING);
		this.worker = WorkerThread.start(this.context, this.region.file(), new Assignment("echo", 0, ++this.incarnation,
				"echo", Duration.ofMillis(1), 0, null, Duration.ofSeconds(1), true, ContextSettings.DEFAULT));
	}

	private void end(int how) throws Exception {
		WorkerThread ending = this.worker;
		assertThat(ending).isNotNull();
		switch (how) {
			case 0 -> {
				this.slot.wanted(WantedState.STOPPED);
				ending.rung();
			}
			case 1 -> ending.end();
			default -> ending.abandon();
		}
		ending.exit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
		this.calls.processEnded(true);
	}

	/**
	 * Takes its time, and goes on when it was given up.
	 */
	static class Echo implements WorkerLoop {

		private final Map<Integer, AtomicInteger> executions = new ConcurrentHashMap<>();

		private final AtomicInteger total = new AtomicInteger();

		@Override
		public void loop() {
		}

		@WorkerCommand
		int echo(int id) {
			this.total.incrementAndGet();
			this.executions.computeIfAbsent(id, (unused) -> new AtomicInteger()).incrementAndGet();
			// Also when it is interrupted, because its thread was given up
			long end = System.nanoTime() + ThreadLocalRandom.current().nextInt(400_000);
			while (System.nanoTime() - end < 0) {
				Thread.onSpinWait();
			}
			return id;
		}

		@WorkerCommand(concurrent = true)
		int beside(int id) {
			return echo(id);
		}

		int executions(int id) {
			AtomicInteger count = this.executions.get(id);
			return (count != null) ? count.get() : 0;
		}

	}

}
