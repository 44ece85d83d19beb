package dev.daemonspring.child;

import java.time.Duration;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.protocol.ExitCode;

/**
 * Halts the process when its end takes longer than it may: a hook, a bean that is
 * destroyed, {@code spindown()}, a log that is full. Its thread waits from the beginning,
 * so that nothing has to be started when memory or threads are exhausted, and takes no
 * lock but its own. Thread-safe.
 */
final class ExitDeadline {

	private static final Duration LONGEST = Duration.ofDays(365);

	private final IntConsumer halt;

	private @Nullable Limit limit;

	/**
	 * Create a deadline, which is not set.
	 * @param halt ends the process, at once
	 */
	ExitDeadline(IntConsumer halt) {
		this.halt = halt;
	}

	/**
	 * Begin to wait for the deadline.
	 */
	void start() {
		Thread thread = new Thread(this::await, "daemon-end");
		thread.setDaemon(true);
		thread.start();
	}

	/**
	 * Set the deadline, unless there is an earlier one.
	 * @param delay how long from now
	 * @param beforeHalt what to do before the process is halted, and with which exit code
	 * it is; must not block
	 */
	synchronized void set(Duration delay, IntSupplier beforeHalt) {
		long end = System.nanoTime() + ((delay.compareTo(LONGEST) < 0) ? delay : LONGEST).toNanos();
		Limit known = this.limit;
		if (known == null || end - known.end < 0) {
			this.limit = new Limit(end, beforeHalt);
			notifyAll();
		}
	}

	private void await() {
		int code = ExitCode.OVERDUE;
		try {
			code = awaitLimit().beforeHalt.getAsInt();
		}
		catch (Throwable ex) {
			// Whatever it is, the process ends
		}
		finally {
			this.halt.accept(code);
		}
	}

	private synchronized Limit awaitLimit() {
		while (true) {
			Limit known = this.limit;
			long left = (known != null) ? known.end - System.nanoTime() : Long.MAX_VALUE;
			if (known != null && left <= 0) {
				return known;
			}
			try {
				if (known == null) {
					wait();
				}
				else {
					wait(left / 1_000_000, (int) (left % 1_000_000));
				}
			}
			catch (InterruptedException ex) {
				// Nobody is to interrupt this thread; who does so changes nothing
			}
		}
	}

	/**
	 * When the process is halted.
	 *
	 * @param end the time in nanoseconds
	 * @param beforeHalt what to do before
	 */
	private record Limit(long end, IntSupplier beforeHalt) {
	}

}
