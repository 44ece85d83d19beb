package dev.daemonspring.child;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/**
 * Tests for {@link LimitedTask}.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LimitedTaskTests {

	private static final Duration LONG = Duration.ofHours(1);

	@AfterEach
	void forgetInterrupt() {
		Thread.interrupted();
	}

	@Test
	void callReturnsTheValue() {
		assertThat(LimitedTask.call(LONG, () -> "value")).isEqualTo("value");
	}

	@Test
	void callWhenTaskThrowsReturnsNull() {
		assertThat(LimitedTask.<String>call(LONG, () -> {
			throw new IllegalStateException("boom");
		})).isNull();
		assertThat(LimitedTask.<String>call(LONG, () -> {
			throw new StackOverflowError();
		})).isNull();
	}

	@Test
	void callWhenTimeIsOverReturnsNullAndLeavesTheThreadAlone() {
		CountDownLatch release = new CountDownLatch(1);
		CompletableFuture<Boolean> disturbed = new CompletableFuture<>();
		assertThat(LimitedTask.call(Duration.ZERO, () -> {
			disturbed.complete(isInterruptedBefore(release));
			return "too late";
		})).isNull();
		assertThat(disturbed).isNotDone();
		release.countDown();
		assertThat(disturbed.join()).isFalse();
	}

	@Test
	void callRunsTheTaskOnADaemonThreadWithTheNameOfTheCaller() {
		Thread thread = LimitedTask.call(LONG, Thread::currentThread);
		assertThat(thread).isNotNull().isNotSameAs(Thread.currentThread());
		assertThat(thread.isDaemon()).isTrue();
		assertThat(thread.getName()).isEqualTo(Thread.currentThread().getName());
	}

	@Test
	void callWhenInterruptedBeforeReturnsTheValueAndKeepsTheInterrupt() {
		Thread.currentThread().interrupt();
		assertThat(LimitedTask.call(LONG, () -> "value")).isEqualTo("value");
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void callWhenInterruptedMeanwhileReturnsTheValueAndKeepsTheInterrupt() {
		Thread caller = Thread.currentThread();
		assertThat(LimitedTask.call(LONG, () -> {
			caller.interrupt();
			return "value";
		})).isEqualTo("value");
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void callWhenInterruptedAndTimeIsOverKeepsTheInterrupt() {
		CountDownLatch release = new CountDownLatch(1);
		Thread.currentThread().interrupt();
		assertThat(LimitedTask.call(Duration.ZERO, () -> isInterruptedBefore(release))).isNull();
		assertThat(Thread.interrupted()).isTrue();
		release.countDown();
	}

	@Test
	void callDoesNotInterruptTheTaskOfAnInterruptedCaller() {
		Thread.currentThread().interrupt();
		assertThat(LimitedTask.call(LONG, () -> Thread.currentThread().isInterrupted())).isFalse();
	}

	@Test
	void runReturnsWhenTheTaskHasEnded() {
		AtomicBoolean ran = new AtomicBoolean();
		LimitedTask.run(LONG, () -> ran.set(true));
		assertThat(ran).isTrue();
	}

	@Test
	void runWhenTaskThrowsDoesNotThrow() {
		AtomicReference<Thread> thread = new AtomicReference<>();
		assertThatCode(() -> LimitedTask.run(LONG, () -> {
			thread.set(Thread.currentThread());
			throw new IllegalStateException("boom");
		})).doesNotThrowAnyException();
		assertThat(thread.get()).isNotNull().isNotSameAs(Thread.currentThread());
	}

	private static boolean isInterruptedBefore(CountDownLatch release) {
		try {
			release.await();
			return false;
		}
		catch (InterruptedException ex) {
			return true;
		}
	}

}
