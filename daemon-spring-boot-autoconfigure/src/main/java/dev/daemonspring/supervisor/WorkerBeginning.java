package dev.daemonspring.supervisor;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.process.EventLoop;

/**
 * When a worker was last started, by an operator or with the daemon: ticks of its cron
 * expression count from then on. A restart is none. Changed on the supervisor's thread
 * only.
 */
final class WorkerBeginning {

	private final EventLoop thread;

	private long time;

	private boolean unpublished;

	WorkerBeginning(EventLoop thread) {
		this.thread = thread;
	}

	/**
	 * The worker is started now.
	 */
	void begin() {
		begin(Duration.ZERO);
	}

	/**
	 * The worker is started now, and makes up for the ticks of some time before.
	 * @param missed for how long nobody has run it
	 */
	void begin(Duration missed) {
		assert this.thread.inEventLoop();
		this.time = this.thread.currentTimeMillis() - missed.toMillis();
		this.unpublished = true;
	}

	/**
	 * Return the current time by the same clock. Any thread may ask.
	 */
	Instant now() {
		return Instant.ofEpochMilli(this.thread.currentTimeMillis());
	}

	/**
	 * Return when the worker was started (epoch ms).
	 */
	long time() {
		return this.time;
	}

	/**
	 * Return when the worker was started, if this is the first call since then, otherwise
	 * {@code null}.
	 */
	@Nullable Instant take() {
		assert this.thread.inEventLoop();
		boolean taken = this.unpublished;
		this.unpublished = false;
		return taken ? Instant.ofEpochMilli(this.time) : null;
	}

}
