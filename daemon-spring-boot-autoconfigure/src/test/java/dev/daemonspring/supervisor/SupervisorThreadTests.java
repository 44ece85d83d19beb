package dev.daemonspring.supervisor;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link SupervisorThread}.
 */
class SupervisorThreadTests {

	private final Queue<Throwable> survived = new ConcurrentLinkedQueue<>();

	private final SupervisorThread thread = new SupervisorThread(this.survived::add);

	private final AtomicInteger looks = new AtomicInteger();

	private final Queue<Throwable> failuresOfLooks = new ConcurrentLinkedQueue<>();

	@AfterEach
	void close() {
		this.thread.close();
	}

	@Test
	void errorsOfTasksDoNotEndTheThread() throws Exception {
		this.thread.start(this::look);
		this.thread.execute(() -> {
			throw new OutOfMemoryError("Java heap space");
		});
		this.thread.execute(() -> {
			throw new StackOverflowError();
		});
		this.thread.execute(() -> {
			throw new NoClassDefFoundError("dev/daemonspring/Gone");
		});
		this.thread.execute(() -> {
			throw new IllegalStateException("a task failed");
		});
		assertThat(this.thread.<String>call("answer", () -> "answer")).isEqualTo("answer");
		awaitLooks(2);
	}

	@Test
	void errorsOfLooksDoNotEndTheLooks() throws Exception {
		this.failuresOfLooks.add(new OutOfMemoryError("Java heap space"));
		this.failuresOfLooks.add(new NoClassDefFoundError("dev/daemonspring/Gone"));
		this.failuresOfLooks.add(new IllegalStateException("a look failed"));
		this.thread.start(this::look);
		awaitLooks(5);
		assertThat(this.failuresOfLooks).isEmpty();
		assertThat(this.thread.<String>call("answer", () -> "answer")).isEqualTo("answer");
	}

	@Test
	void errorsOfTasksAreTold() throws Exception {
		CountDownLatch thrown = new CountDownLatch(1);
		this.thread.start(this::look);
		this.thread.execute(() -> {
			throw new OutOfMemoryError("Java heap space");
		});
		this.thread.execute(thrown::countDown);
		assertThat(thrown.await(60, TimeUnit.SECONDS)).isTrue();
		assertThat(this.survived).singleElement()
			.satisfies((failure) -> assertThat(failure).hasMessage("Java heap space"));
	}

	@Test
	void callWhenTheTaskThrowsAnErrorThrowsIt() {
		this.thread.start(this::look);
		assertThatIllegalStateException().isThrownBy(() -> this.thread.call("try", () -> {
			throw new OutOfMemoryError("Java heap space");
		})).withMessage("The supervisor failed to try").withCauseInstanceOf(OutOfMemoryError.class);
		assertThat(this.thread.<String>call("answer", () -> "answer")).isEqualTo("answer");
	}

	@Test
	void tasksLooksAndCallsAreInTheEventLoopAndNobodyElseIs() throws Exception {
		Queue<Boolean> inside = new ConcurrentLinkedQueue<>();
		assertThat(this.thread.inEventLoop()).isFalse();
		this.thread.start(() -> {
			inside.add(this.thread.inEventLoop());
			return look();
		});
		this.thread.execute(() -> inside.add(this.thread.inEventLoop()));
		assertThat(this.thread.<Boolean>call("ask", this.thread::inEventLoop)).isTrue();
		awaitLooks(1);
		assertThat(inside).contains(true).doesNotContain(false);
		assertThat(this.thread.inEventLoop()).isFalse();
	}

	@Test
	void callWhenTheThreadIsBusyEndsAndNamesWhatIsNotDone() throws Exception {
		CountDownLatch gate = new CountDownLatch(1);
		CountDownLatch passed = new CountDownLatch(1);
		AtomicInteger done = new AtomicInteger();
		SupervisorThread busy = new SupervisorThread(this.survived::add, Duration.ofMillis(20));
		try {
			busy.start(this::look);
			busy.execute(() -> awaitGate(gate));
			assertThatIllegalStateException().isThrownBy(() -> busy.call("stop worker 'copy'", done::incrementAndGet))
				.withMessageContaining("did not stop worker 'copy' within PT0.02S")
				.withMessageContaining("'daemon-supervisor'");
			busy.execute(passed::countDown);
			gate.countDown();
			assertThat(passed.await(60, TimeUnit.SECONDS)).isTrue();
			assertThat(done).as("what was given up is not done later").hasValue(0);
		}
		finally {
			gate.countDown();
			busy.close();
		}
	}

	@Test
	void callWhenItsCallerIsInterruptedIsCancelledAndKeepsTheInterrupt() {
		AtomicInteger done = new AtomicInteger();
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(CancellationException.class)
			.isThrownBy(() -> this.thread.call("start worker 'copy'", done::incrementAndGet))
			.withMessageContaining("start worker 'copy'");
		assertThat(Thread.interrupted()).isTrue();
		this.thread.start(this::look);
		this.thread.<Boolean>call("wait", () -> true);
		assertThat(done).hasValue(0);
	}

	@Test
	void callAfterTheEndIsRejected() {
		this.thread.start(this::look);
		this.thread.close();
		assertThatExceptionOfType(RejectedExecutionException.class)
			.isThrownBy(() -> this.thread.call("start worker 'copy'", () -> true))
			.withMessageContaining("start worker 'copy'");
	}

	@Test
	void callThatWaitsWhenTheThreadEndsIsCancelled() throws Exception {
		CountDownLatch gate = new CountDownLatch(1);
		this.thread.start(this::look);
		this.thread.execute(() -> awaitGate(gate));
		CompletableFuture<Throwable> outcome = new CompletableFuture<>();
		Thread caller = new Thread(() -> {
			try {
				this.thread.call("start worker 'copy'", () -> true);
				outcome.complete(new AssertionError("done"));
			}
			catch (RuntimeException ex) {
				outcome.complete(ex);
			}
		});
		caller.start();
		await().atMost(Duration.ofMinutes(1)).until(() -> caller.getState() == Thread.State.TIMED_WAITING);
		this.thread.close();
		gate.countDown();
		assertThat(outcome.get(60, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
	}

	@Test
	void timeInWhichNobodyLookedDoesNotCount() throws InterruptedException {
		long before = this.thread.now();
		// Real time has to pass: that is what the thread measures
		Thread.sleep(400);
		assertThat(this.thread.now() - before).isPositive().isLessThanOrEqualTo(Duration.ofMillis(250).toNanos());
	}

	private static void awaitGate(CountDownLatch gate) {
		try {
			gate.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private long look() {
		this.looks.incrementAndGet();
		Throwable failure = this.failuresOfLooks.poll();
		if (failure instanceof Error error) {
			throw error;
		}
		if (failure instanceof RuntimeException exception) {
			throw exception;
		}
		return 1;
	}

	private void awaitLooks(int more) throws InterruptedException {
		int enough = this.looks.get() + more;
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
		while (this.looks.get() < enough && System.nanoTime() < deadline) {
			Thread.onSpinWait();
			Thread.yield();
		}
		assertThat(this.looks).hasValueGreaterThanOrEqualTo(enough);
	}

}
