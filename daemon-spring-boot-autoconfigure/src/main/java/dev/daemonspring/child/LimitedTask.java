package dev.daemonspring.child;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Runs a task that may hang or fail, for a limited time, on a thread of its own that is
 * abandoned when the time is over.
 */
final class LimitedTask {

	private LimitedTask() {
	}

	/**
	 * Run a task until it ends or the time is over. Never throws.
	 * @param limit how long it may take
	 * @param task the task
	 */
	static void run(Duration limit, Runnable task) {
		call(limit, () -> {
			task.run();
			return Boolean.TRUE;
		});
	}

	/**
	 * Return the value of a task. Never throws; an interrupt is preserved.
	 * @param limit how long it may take
	 * @param task supplies the value
	 * @return the value, or {@code null} if the task failed or took too long, or no
	 * thread could be started
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
