package dev.daemonspring.supervisor;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

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
