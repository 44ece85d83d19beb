package dev.daemonspring.policy;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.policy.WorkerFacts.Start;
import dev.daemonspring.worker.WorkerState;

/**
 * When a worker that went down starts again. Belongs to the supervisor's thread; all
 * times are nanoseconds of its clock.
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
	 * Note whether the worker is healthy, as the beginning of the time that resets its
	 * back-off.
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
	 * Decide when the worker starts again, which has gone down.
	 * @return the delay, or {@code null} when it is given up
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
	 * Call off a start that waits.
	 */
	public void cancel() {
		this.due = null;
	}

	/**
	 * Forget crashes: an operator has taken the worker in hand.
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
	 * Return how long a start still waits.
	 * @param otherwise what to return when none waits
	 */
	public long remaining(long now, long otherwise) {
		Long at = this.due;
		return (at != null) ? Math.max(at - now, 0) : otherwise;
	}

}
