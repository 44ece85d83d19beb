package dev.daemonspring.supervisor;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.process.EventLoop;

/**
 * The supervisor's thread in a daemon. It survives whatever a task throws, and initiates
 * looks by itself, so that none can be lost. If the heap is exhausted, it releases memory
 * that it has reserved for this case.
 */
final class SupervisorThread implements EventLoop {

	private static final long LONGEST_STEP = Duration.ofMillis(250).toNanos();

	private static final long LOOK_AFTER_FAILURE = Duration.ofMillis(100).toNanos();

	private static final long REPORT_INTERVAL = Duration.ofSeconds(1).toNanos();

	private static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);

	private static final int RESERVE = 512 * 1024;

	private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

	private final Thread thread = new Thread(this::run, "daemon-supervisor");

	private final Consumer<Throwable> failures;

	private final Duration callTimeout;

	private final LongSupplier wallClock;

	private volatile LongSupplier look = () -> LOOK_AFTER_FAILURE;

	private volatile boolean closed;

	private volatile byte @Nullable [] reserve = new byte[RESERVE];

	private @Nullable Long reportedAt;

	private long time;

	private long measured = System.nanoTime();

	/**
	 * Create a thread; it does nothing until it is started.
	 * @param failures receives the failures that the thread survives, at most one a
	 * second; must not block
	 */
	SupervisorThread(Consumer<Throwable> failures) {
		this(failures, CALL_TIMEOUT);
	}

	SupervisorThread(Consumer<Throwable> failures, LongSupplier wallClock) {
		this(failures, CALL_TIMEOUT, wallClock);
	}

	SupervisorThread(Consumer<Throwable> failures, Duration callTimeout) {
		this(failures, callTimeout, System::currentTimeMillis);
	}

	private SupervisorThread(Consumer<Throwable> failures, Duration callTimeout, LongSupplier wallClock) {
		this.failures = failures;
		this.callTimeout = callTimeout;
		this.wallClock = wallClock;
	}

	@Override
	public long currentTimeMillis() {
		return this.wallClock.getAsLong();
	}

	@Override
	public synchronized long now() {
		long measured = System.nanoTime();
		this.time += Math.min(measured - this.measured, LONGEST_STEP);
		this.measured = measured;
		return this.time;
	}

	@Override
	public void start(LongSupplier look) {
		this.look = look;
		this.thread.start();
	}

	private void run() {
		long due = System.nanoTime();
		while (!this.closed) {
			try {
				Runnable task = this.tasks.poll(due - System.nanoTime(), TimeUnit.NANOSECONDS);
				if (task != null) {
					task.run();
				}
				if (due - System.nanoTime() <= 0) {
					due = System.nanoTime() + LOOK_AFTER_FAILURE;
					due = System.nanoTime() + this.look.getAsLong();
					replenish();
				}
			}
			catch (Throwable ex) {
				survive(ex);
			}
		}
		for (Runnable task = this.tasks.poll(); task != null; task = this.tasks.poll()) {
			if (task instanceof FutureTask<?> call) {
				call.cancel(false);
			}
		}
	}

	private void survive(Throwable failure) {
		if (failure instanceof OutOfMemoryError) {
			this.reserve = null;
		}
		if (this.reportedAt != null && System.nanoTime() - this.reportedAt < REPORT_INTERVAL) {
			return;
		}
		try {
			this.reportedAt = System.nanoTime();
			this.failures.accept(failure);
		}
		catch (Throwable ex) {
			// The thread must survive even if the failure can't be reported
		}
	}

	private void replenish() {
		if (this.reserve == null) {
			this.reserve = new byte[RESERVE];
		}
	}

	@Override
	public void execute(Runnable task) {
		if (!this.closed) {
			this.tasks.add(task);
		}
	}

	@Override
	public <T> T call(String what, Callable<T> task) {
		FutureTask<T> call = new FutureTask<>(task);
		if (this.closed) {
			throw new RejectedExecutionException("The daemon has ended; it can't " + what + ".");
		}
		this.tasks.add(call);
		try {
			return call.get(this.callTimeout.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			call.cancel(false);
			Thread.currentThread().interrupt();
			throw new CancellationException("Interrupted while waiting for the supervisor to " + what + ".");
		}
		catch (TimeoutException ex) {
			call.cancel(false);
			throw new IllegalStateException("The supervisor did not " + what + " within " + this.callTimeout
					+ "; its thread is busy or the machine is overloaded. Take a thread dump of the daemon and look at"
					+ " 'daemon-supervisor'.", ex);
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException("The supervisor failed to " + what, ex.getCause());
		}
	}

	@Override
	public boolean inEventLoop() {
		return Thread.currentThread() == this.thread;
	}

	@Override
	public void close() {
		this.closed = true;
		// Wakes the thread
		this.tasks.add(() -> {
		});
	}

}
