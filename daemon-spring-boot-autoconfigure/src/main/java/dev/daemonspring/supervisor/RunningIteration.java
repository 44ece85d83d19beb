package dev.daemonspring.supervisor;

import java.time.Duration;

import dev.daemonspring.process.EventLoop;
import dev.daemonspring.region.Activity;
import dev.daemonspring.region.DaemonSlot;

/**
 * How long the running iteration of a worker has taken so far, by the daemon's clock, as
 * exactly as the supervisor looks at the worker: ten times a second. Changed on the
 * supervisor's thread only; any thread may ask.
 */
final class RunningIteration {

	private final EventLoop thread;

	private long step = -1;

	private long since;

	private volatile boolean running;

	RunningIteration(EventLoop thread) {
		this.thread = thread;
	}

	/**
	 * Look at what the loop does.
	 */
	void look(DaemonSlot slot, boolean alive, long now) {
		assert this.thread.inEventLoop();
		long seen = slot.step();
		boolean iterates = alive && slot.activity() == Activity.ITERATION;
		synchronized (this) {
			if (seen != this.step) {
				this.step = seen;
				this.since = now;
			}
			this.running = iterates;
		}
	}

	/**
	 * Return how long the iteration has run, or zero while none does.
	 */
	Duration elapsed() {
		if (!this.running) {
			return Duration.ZERO;
		}
		long now = this.thread.now();
		synchronized (this) {
			return this.running ? Duration.ofNanos(Math.max(now - this.since, 0)) : Duration.ZERO;
		}
	}

}
