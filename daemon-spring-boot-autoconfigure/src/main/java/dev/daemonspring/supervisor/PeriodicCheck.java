package dev.daemonspring.supervisor;

import java.time.Duration;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

/**
 * A check that is repeated on a thread other than the supervisor's, because a file system
 * may be slow. One check runs at a time. {@link #look} is confined to the supervisor's
 * thread.
 */
final class PeriodicCheck {

	private final Duration period;

	private final Executor executor;

	private final Runnable check;

	private @Nullable Long lookedAt;

	private volatile boolean busy;

	PeriodicCheck(Duration period, Executor executor, Runnable check) {
		this.period = period;
		this.executor = executor;
		this.check = check;
	}

	/**
	 * Begin a check if one is due. Does not wait.
	 * @param now the current time in nanoseconds
	 */
	void look(long now) {
		Long last = this.lookedAt;
		if (this.busy || (last != null && now - last < this.period.toNanos())) {
			return;
		}
		this.lookedAt = now;
		this.busy = true;
		try {
			this.executor.execute(this::check);
		}
		catch (Throwable ex) {
			this.busy = false;
			// The next period tries again
		}
	}

	private void check() {
		try {
			this.check.run();
		}
		finally {
			this.busy = false;
		}
	}

}
