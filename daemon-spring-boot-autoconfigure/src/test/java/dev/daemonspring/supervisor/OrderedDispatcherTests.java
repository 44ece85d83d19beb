package dev.daemonspring.supervisor;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link OrderedDispatcher}.
 */
@ExtendWith(OutputCaptureExtension.class)
class OrderedDispatcherTests {

	private static final Duration LONG = Duration.ofMinutes(1);

	private static final int CAPACITY = 3;

	private final OrderedDispatcher dispatcher = new OrderedDispatcher("test-dispatcher", CAPACITY);

	private final List<Object> done = new CopyOnWriteArrayList<>();

	private final CountDownLatch gate = new CountDownLatch(1);

	@AfterEach
	void close() {
		this.gate.countDown();
		this.dispatcher.close(LONG);
	}

	@Test
	void tasksRunInTheirOrderOnAThreadOfTheirOwn() {
		this.dispatcher.dispatch(() -> this.done.add(Thread.currentThread().getName()));
		this.dispatcher.dispatch(() -> this.done.add(2));
		this.dispatcher.dispatch(() -> this.done.add(3));
		this.dispatcher.close(LONG);
		assertThat(this.done).containsExactly("test-dispatcher", 2, 3);
	}

	@Test
	void taskThatThrowsDoesNotConcernTheNext() {
		this.dispatcher.dispatch(() -> {
			throw new IllegalStateException("broken");
		});
		this.dispatcher.dispatch(() -> {
			throw new NoClassDefFoundError("dev/daemonspring/Gone");
		});
		this.dispatcher.dispatch(() -> this.done.add(3));
		this.dispatcher.close(LONG);
		assertThat(this.done).containsExactly(3);
	}

	@Test
	void tasksThatAreTooManyAreLeftOutAndCounted(CapturedOutput output) {
		block();
		for (int i = 0; i < CAPACITY + 2; i++) {
			int number = i;
			this.dispatcher.dispatch(() -> this.done.add(number));
		}
		this.gate.countDown();
		this.dispatcher.close(LONG);
		assertThat(this.done).containsExactly("blocked", 0, 1, 2);
		assertThat(output).contains("2 tasks of 'test-dispatcher' were dropped");
	}

	@Test
	void closeRunsWhatWasHandedOverAndTakesNoMore() {
		this.dispatcher.dispatch(() -> this.done.add(1));
		this.dispatcher.close(LONG);
		this.dispatcher.dispatch(() -> this.done.add(2));
		assertThat(this.done).containsExactly(1);
	}

	@Test
	void closeDoesNotWaitForEver() {
		block();
		this.dispatcher.dispatch(() -> this.done.add(1));
		this.dispatcher.close(Duration.ofMillis(1));
		assertThat(this.done).containsExactly("blocked");
	}

	private void block() {
		this.dispatcher.dispatch(() -> {
			this.done.add("blocked");
			try {
				this.gate.await();
			}
			catch (InterruptedException ex) {
				// Closed
			}
		});
		await().atMost(LONG).until(() -> this.done.contains("blocked"));
	}

}
