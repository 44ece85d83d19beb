package dev.daemonspring.supervisor;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * A dispatcher that runs tasks one after another, in order, on a thread of its own, so
 * that callers never wait. Its queue is bounded: tasks that arrive while it is full are
 * dropped and counted. Thread-safe.
 */
final class OrderedDispatcher {

	private static final Log logger = LogFactory.getLog(OrderedDispatcher.class);

	private final String name;

	private final ThreadPoolExecutor executor;

	private final AtomicLong dropped = new AtomicLong();

	/**
	 * Create a dispatcher and its thread.
	 * @param name the name of the thread
	 * @param capacity how many tasks may wait
	 */
	OrderedDispatcher(String name, int capacity) {
		this.name = name;
		this.executor = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(capacity),
				(task) -> {
					Thread thread = new Thread(task, name);
					thread.setDaemon(true);
					return thread;
				});
		this.executor.prestartCoreThread();
	}

	/**
	 * Run a task after all that were dispatched before it. Does not wait.
	 * @param task the task
	 */
	void dispatch(Runnable task) {
		try {
			this.executor.execute(() -> run(task));
		}
		catch (RejectedExecutionException ex) {
			if (!this.executor.isShutdown()) {
				this.dropped.incrementAndGet();
			}
		}
	}

	private void run(Runnable task) {
		try {
			long count = this.dropped.getAndSet(0);
			if (count > 0) {
				logger.warn("%d tasks of '%s' were dropped: earlier ones took too long".formatted(count, this.name));
			}
			task.run();
		}
		catch (Throwable ex) {
			survive(ex);
		}
	}

	private void survive(Throwable failure) {
		try {
			logger.warn("A task of '%s' failed".formatted(this.name), failure);
		}
		catch (Throwable ex) {
			// The thread must survive even if the failure can't be logged
		}
	}

	/**
	 * Accept no more tasks, and wait for those that were dispatched.
	 * @param atMost how long to wait; what has not run by then is given up
	 */
	void close(Duration atMost) {
		this.executor.shutdown();
		try {
			if (!this.executor.awaitTermination(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
				this.executor.shutdownNow();
			}
		}
		catch (InterruptedException ex) {
			this.executor.shutdownNow();
			Thread.currentThread().interrupt();
		}
	}

}
