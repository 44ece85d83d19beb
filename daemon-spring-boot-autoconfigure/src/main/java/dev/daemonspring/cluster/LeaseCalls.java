package dev.daemonspring.cluster;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads on which the store is asked. None waits for another: a call that hangs, for
 * a connection perhaps, takes the time of no other lease. Thread-safe.
 */
final class LeaseCalls implements AutoCloseable {

	private static final long IDLE_SECONDS = 30;

	private final AtomicInteger count = new AtomicInteger();

	private final AtomicInteger running = new AtomicInteger();

	private final ExecutorService threads = new ThreadPoolExecutor(0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS,
			new SynchronousQueue<>(), this::thread);

	private Thread thread(Runnable task) {
		Thread thread = new Thread(task, "daemon-lease-call-" + this.count.incrementAndGet());
		thread.setDaemon(true);
		return thread;
	}

	/**
	 * Begin a call.
	 * @return whether there was a thread for it
	 */
	boolean begin(Runnable call) {
		this.running.incrementAndGet();
		try {
			this.threads.execute(() -> {
				try {
					call.run();
				}
				finally {
					this.running.decrementAndGet();
				}
			});
			return true;
		}
		catch (RejectedExecutionException | OutOfMemoryError ex) {
			this.running.decrementAndGet();
			return false;
		}
	}

	/**
	 * Return whether any call has not come back.
	 */
	boolean areRunning() {
		return this.running.get() > 0;
	}

	@Override
	public void close() {
		this.threads.shutdown();
	}

}
