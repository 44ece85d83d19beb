package dev.daemonspring.health;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import dev.daemonspring.supervisor.LeaseInfo;
import dev.daemonspring.supervisor.WorkerInfo;
import dev.daemonspring.supervisor.Workers;
import dev.daemonspring.worker.WorkerState;

/**
 * The health of one worker: the status that follows from its state, and details about it.
 * Details that are not known are left out.
 */
final class WorkerHealthIndicator extends AbstractHealthIndicator {

	private final Workers workers;

	private final String name;

	private final boolean run;

	WorkerHealthIndicator(Workers workers, String name, boolean run) {
		super("Health of worker '" + name + "' can't be determined");
		this.workers = workers;
		this.name = name;
		this.run = run;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		WorkerInfo info = this.workers.info(this.name);
		builder.status(this.run ? statusOf(info) : Status.UNKNOWN);
		builder.withDetail("state", info.state());
		withDetailIfKnown(builder, "lease", (info.lease() != null) ? info.lease().standing() : null);
		withDetailIfKnown(builder, "leaseHolder", (info.lease() != null) ? info.lease().holder() : null);
		withDetailIfKnown(builder, "pid", info.pid());
		builder.withDetail("since", info.since());
		builder.withDetail("iterations", info.iterations());
		if (info.iterations() > 0) {
			builder.withDetail("lastIteration", info.lastLoop());
			builder.withDetail("longestIteration", info.longestLoop());
		}
		builder.withDetail("failures", info.failures());
		builder.withDetail("restarts", info.restarts());
		withDetailIfKnown(builder, "lastExit", info.lastExit());
		withDetailIfKnown(builder, "lastError", info.lastError());
		withDetailIfKnown(builder, "error", info.regionError());
	}

	private void withDetailIfKnown(Health.Builder builder, String key, @Nullable Object value) {
		if (value != null) {
			builder.withDetail(key, value);
		}
	}

	/**
	 * A replica that waits for a lease is as it should be, unless nobody knows who holds
	 * it.
	 */
	private static Status statusOf(WorkerInfo info) {
		LeaseInfo lease = info.lease();
		if (lease != null && info.awaitsLease() && lease.standing() != LeaseInfo.Standing.UNREACHABLE) {
			return Status.UP;
		}
		return statusOf(info.state());
	}

	static Status statusOf(WorkerState state) {
		return switch (state) {
			case SPINUP -> Status.UNKNOWN;
			case LOOPING, PAUSED, DONE -> Status.UP;
			case SPINDOWN, STOPPED -> Status.OUT_OF_SERVICE;
			case RESTARTING, FAILED, STALLED -> Status.DOWN;
		};
	}

}
