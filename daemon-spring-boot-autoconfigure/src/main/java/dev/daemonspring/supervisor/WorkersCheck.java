package dev.daemonspring.supervisor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ReflectionUtils;

import dev.daemonspring.process.EventLoop;

/**
 * What the supervisor does for all workers at each look: for each instance what
 * {@link WorkerCheck} does, and for the instances of a worker together what
 * {@link TotalCheck} does. A failure with one worker does not affect the others. Confined
 * to the supervisor's thread.
 */
final class WorkersCheck {

	private static final Duration CALM_LOOK = Duration.ofMillis(100);

	static final Duration ALERT_LOOK = Duration.ofMillis(5);

	private final ManagedWorkers workers;

	private final WorkerCheck workerCheck;

	private final List<TotalCheck> totalChecks = new ArrayList<>();

	private final RollingRestarts rollingRestarts;

	private @Nullable Throwable failure;

	/**
	 * Create a check.
	 * @param workers all workers
	 * @param workerCheck looks at an instance
	 * @param rollingRestarts goes on with the restart that is under way
	 * @param publisher tells the world what happens
	 * @param thread the supervisor's thread
	 */
	WorkersCheck(ManagedWorkers workers, WorkerCheck workerCheck, RollingRestarts rollingRestarts,
			WorkerEventPublisher publisher, EventLoop thread) {
		this.workers = workers;
		this.workerCheck = workerCheck;
		this.rollingRestarts = rollingRestarts;
		for (WorkerGroup group : workers.groups()) {
			if (group.specification().instances().areIndexed()) {
				this.totalChecks.add(new TotalCheck(group, publisher, thread));
			}
		}
	}

	/**
	 * Look at one instance at once, because something has changed.
	 */
	void check(ManagedWorker worker, long now) {
		this.workerCheck.check(worker, now);
	}

	/**
	 * Look at all workers.
	 * @param now the current time in nanoseconds
	 * @param busy whether something else is in progress
	 * @return in how many nanoseconds to look again: sooner while something is in
	 * progress
	 */
	long check(long now, boolean busy) {
		boolean alert = busy;
		this.failure = null;
		long next = CALM_LOOK.toNanos();
		for (ManagedWorker worker : this.workers) {
			try {
				this.workerCheck.check(worker, now);
			}
			catch (RuntimeException | Error ex) {
				this.failure = ex;
			}
			alert |= WorkerCheck.isUnsettled(worker);
			next = Math.min(next, worker.backoff().remaining(now, next));
		}
		for (TotalCheck totalCheck : this.totalChecks) {
			try {
				alert |= totalCheck.look(now);
			}
			catch (RuntimeException | Error ex) {
				this.failure = ex;
			}
		}
		try {
			alert |= this.rollingRestarts.look(now);
		}
		catch (RuntimeException | Error ex) {
			this.failure = ex;
		}
		return alert ? ALERT_LOOK.toNanos() : next;
	}

	/**
	 * Throw what went wrong at the last look, once everything else is done.
	 */
	void rethrowFailure() {
		Throwable thrown = this.failure;
		if (thrown != null) {
			ReflectionUtils.rethrowRuntimeException(thrown);
		}
	}

}
