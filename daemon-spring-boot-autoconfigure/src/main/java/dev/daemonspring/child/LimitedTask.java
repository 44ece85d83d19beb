package dev.daemonspring.child;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Does what may hang or fail, for a limited time: on a thread of its own, which is left
 * alone when the time is over.
 */
final class LimitedTask {

	private LimitedTask() {
	}

	/**
	 * Run a task to its end, or for as long as it may take. Never throws.
	 * @param limit how long it may take
	 * @param task what to do
	 */
	static void run(Duration limit, Runnable task) {
		call(limit, () -> {
			task.run();
			return Boolean.TRUE;
		});
	}

	/**
	 * Get a value. Never throws; an interrupt is kept for whoever comes after.
	 * @param limit how long it may take
	 * @param task gets the value
	 * @return the value, or {@code null} when it failed, took too long, or no thread can
	 * be started
	 */
	static <T> @Nullable T call(Duration limit, Supplier<T> task) {
		boolean interrupted = Thread.interrupted();
		try {
			CompletableFuture<T> value = start(task);
			long end = System.nanoTime() + limit.toNanos();
			while (true) {
				try {
					return value.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
				}
				catch (InterruptedException ex) {
					interrupted = true;
				}
			}
		}
		catch (ExecutionException | TimeoutException | OutOfMemoryError ex) {
			return null;
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	private static <T> CompletableFuture<T> start(Supplier<T> task) {
		CompletableFuture<T> value = new CompletableFuture<>();
		Thread thread = new Thread(() -> {
			try {
				value.complete(task.get());
			}
			catch (Throwable ex) {
				value.completeExceptionally(ex);
			}
		}, Thread.currentThread().getName());
		thread.setDaemon(true);
		thread.start();
		return value;
	}

}
