package dev.daemonspring.cluster;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * The threads on which the store is asked. None waits for another: a call that hangs, for
 * a connection perhaps, takes the time of no other lease. One that hangs for too long is
 * interrupted, so that it does not wait, for a pool's thirty seconds perhaps, until long
 * after the store is back. Thread-safe.
 */
final class LeaseCalls implements AutoCloseable {

	private static final long IDLE_SECONDS = 30;

	private final Executor executor;

	private final Runnable close;

	private final LongSupplier clock;

	private final long limit;

	private final Set<Call> begun = ConcurrentHashMap.newKeySet();

	private LeaseCalls(Executor executor, Runnable close, Duration limit, LongSupplier clock) {
		this.executor = executor;
		this.close = close;
		this.limit = limit.toNanos();
		this.clock = clock;
	}

	/**
	 * Return calls, each on a thread of its own.
	 * @param limit after how long a call is interrupted
	 * @param clock the monotonic clock
	 */
	static LeaseCalls onThreads(Duration limit, LongSupplier clock) {
		AtomicInteger count = new AtomicInteger();
		ExecutorService threads = new ThreadPoolExecutor(0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS,
				new SynchronousQueue<>(), (task) -> {
					Thread thread = new Thread(task, "daemon-lease-call-" + count.incrementAndGet());
					thread.setDaemon(true);
					return thread;
				});
		return new LeaseCalls(threads, threads::shutdown, limit, clock);
	}

	/**
	 * Return calls that are over when they have begun.
	 */
	static LeaseCalls immediate() {
		return new LeaseCalls(Runnable::run, () -> {
		}, Duration.ofDays(1), System::nanoTime);
	}

	/**
	 * Begin a call.
	 * @return whether there was a thread for it
	 */
	boolean begin(Runnable task) {
		Call call = new Call(task, this.clock.getAsLong());
		this.begun.add(call);
		try {
			this.executor.execute(() -> {
				try {
					call.run();
				}
				finally {
					this.begun.remove(call);
				}
			});
			return true;
		}
		catch (RejectedExecutionException | OutOfMemoryError ex) {
			this.begun.remove(call);
			return false;
		}
	}

	/**
	 * Interrupt what hangs, once.
	 */
	void interruptOverdue() {
		long now = this.clock.getAsLong();
		for (Call call : this.begun) {
			if (now - call.since > this.limit) {
				call.interrupt();
			}
		}
	}

	/**
	 * Return whether any call has not come back.
	 */
	boolean areRunning() {
		return !this.begun.isEmpty();
	}

	@Override
	public void close() {
		this.close.run();
	}

	/**
	 * A call, from its beginning to its end.
	 */
	private static final class Call {

		private final Runnable task;

		private final long since;

		private @Nullable Thread thread;

		Call(Runnable task, long since) {
			this.task = task;
			this.since = since;
		}

		void run() {
			on(Thread.currentThread());
			try {
				this.task.run();
			}
			finally {
				on(null);
				// What was meant for this call is not for the next one of the thread
				Thread.interrupted();
			}
		}

		private synchronized void on(@Nullable Thread current) {
			this.thread = current;
		}

		synchronized void interrupt() {
			Thread running = this.thread;
			if (running != null) {
				running.interrupt();
				this.thread = null;
			}
		}

	}

}
