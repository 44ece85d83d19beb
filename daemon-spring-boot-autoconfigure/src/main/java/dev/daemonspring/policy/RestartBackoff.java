package dev.daemonspring.policy;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.policy.WorkerFacts.Start;
import dev.daemonspring.worker.WorkerState;

/**
 * The schedule of a worker's restarts. Belongs to the supervisor's thread; all times are
 * nanoseconds of its clock.
 */
public final class RestartBackoff {

	private final RestartPolicy policy;

	private RestartHistory history = RestartHistory.NONE;

	private @Nullable Long healthySince;

	private @Nullable Long due;

	public RestartBackoff(RestartPolicy policy) {
		this.policy = policy;
	}

	/**
	 * Record whether the worker is healthy, to measure the period of health that resets
	 * its back-off.
	 */
	public void observe(@Nullable WorkerState state, long now) {
		boolean healthy = state == WorkerState.LOOPING || state == WorkerState.PAUSED;
		if (!healthy) {
			this.healthySince = null;
		}
		else if (this.healthySince == null) {
			this.healthySince = now;
		}
	}

	/**
	 * Decide when a worker that has gone down starts again.
	 * @return the delay, or {@code null} if the worker is given up
	 */
	public @Nullable Duration schedule(long now) {
		Long since = this.healthySince;
		Duration healthyFor = (since != null) ? Duration.ofNanos(now - since) : Duration.ZERO;
		this.healthySince = null;
		RestartDecision decision = this.policy.decide(this.history, healthyFor, now);
		this.history = decision.history();
		if (decision instanceof RestartDecision.Restart restart) {
			Duration delay = RestartPolicy.spread(restart.delay(), ThreadLocalRandom.current().nextDouble());
			this.due = now + delay.toNanos();
			return delay;
		}
		this.due = null;
		return null;
	}

	/**
	 * Cancel a scheduled start.
	 */
	public void cancel() {
		this.due = null;
	}

	/**
	 * Forget the restarts so far, because an operator has intervened.
	 */
	public void reset() {
		this.history = RestartHistory.NONE;
		cancel();
	}

	public Start start(long now) {
		Long at = this.due;
		if (at == null) {
			return Start.NONE;
		}
		return (at - now <= 0) ? Start.DUE : Start.WAITING;
	}

	/**
	 * Return the nanoseconds until a scheduled start.
	 * @param otherwise the value to return if none is scheduled
	 */
	public long remaining(long now, long otherwise) {
		Long at = this.due;
		return (at != null) ? Math.max(at - now, 0) : otherwise;
	}

}
