package dev.daemonspring.child;

import java.time.Duration;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.protocol.ExitCode;

/**
 * Halts the process if its exit takes too long because of a shutdown hook, the
 * destruction of a bean, {@code spindown()} or a blocked log. Its thread waits from the
 * start, so that none has to be started when memory or threads are exhausted, and it
 * takes no lock but its own. Thread-safe.
 */
final class ExitDeadline {

	private static final Duration LONGEST = Duration.ofDays(365);

	private final IntConsumer halt;

	private @Nullable Limit limit;

	/**
	 * Create a deadline that is not yet set.
	 * @param halt ends the process at once
	 */
	ExitDeadline(IntConsumer halt) {
		this.halt = halt;
	}

	/**
	 * Start waiting for the deadline.
	 */
	void start() {
		Thread thread = new Thread(this::await, "daemon-end");
		thread.setDaemon(true);
		thread.start();
	}

	/**
	 * Set the deadline, unless there is an earlier one.
	 * @param delay how long from now
	 * @param beforeHalt called before the process is halted; returns the exit code and
	 * must not block
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
			// The process ends in any case
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
				// Interrupts are ignored
			}
		}
	}

	/**
	 * When the process is to be halted.
	 *
	 * @param end the time, as by {@link System#nanoTime()}
	 * @param beforeHalt called before; returns the exit code
	 */
	private record Limit(long end, IntSupplier beforeHalt) {
	}

}
