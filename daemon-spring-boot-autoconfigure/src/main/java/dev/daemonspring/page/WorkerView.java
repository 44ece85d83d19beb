package dev.daemonspring.page;

import java.time.Duration;
import java.time.ZonedDateTime;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import dev.daemonspring.supervisor.LeaseInfo;
import dev.daemonspring.supervisor.WorkerInfo;

/**
 * A worker as its row on the page shows it. Times are milliseconds, and points in time
 * those since the epoch, so that nothing changes while the worker does nothing.
 *
 * @param name the worker's name
 * @param rhythm when the worker iterates, in words
 * @param nextRun the next tick of its cron expression, or {@code null}
 * @param forever whether the worker is restarted when it goes down
 * @param state the observed state
 * @param wanted the state that was asked for
 * @param since when the worker entered its state
 * @param pid the id of its process, or {@code null}
 * @param process the name of the process when workers share it, or {@code null}
 * @param iterations the number of finished iterations
 * @param lastLoop how long the last iteration took
 * @param longestLoop how long the longest iteration took
 * @param failures how many times the worker threw
 * @param restarts how many times the worker was restarted
 * @param replacements how many times the process was replaced at a limit
 * @param lastExit how the last process ended, or {@code null}
 * @param lastError the last error, cut short, or {@code null}
 * @param regionError why the status region can't be trusted, or {@code null}
 * @param memory the resident memory of the process in bytes, or {@code null}
 * @param standbyPid the id of the process that waits for this worker alone, or
 * {@code null}
 * @param running when the running iteration began, or {@code null}
 * @param instance which instance of the worker it is, or {@code null} if the worker can't
 * have more than one
 * @param lease who holds the lease on the worker, or {@code null} if replicas do not
 * share it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record WorkerView(String name, String rhythm, @Nullable Long nextRun, boolean forever, String state, String wanted,
		long since, @Nullable Long pid, @Nullable String process, long iterations, double lastLoop, double longestLoop,
		long failures, long restarts, long replacements, @Nullable String lastExit, @Nullable String lastError,
		@Nullable String regionError, @Nullable Long memory, @Nullable Long standbyPid, @Nullable Long running,
		WorkerInfo.@Nullable Instance instance, @Nullable String lease) {

	private static final int LONGEST_ERROR = 300;

	static WorkerView of(WorkerInfo info, @Nullable Long memory, @Nullable Long running) {
		ZonedDateTime next = info.nextRun();
		return new WorkerView(info.name(), info.rhythm(), (next != null) ? next.toInstant().toEpochMilli() : null,
				info.forever(), info.state().name(), info.wanted().name(), info.since().toEpochMilli(), info.pid(),
				info.process(), info.iterations(), millis(info.lastLoop()), millis(info.longestLoop()), info.failures(),
				info.restarts(), info.replacements(), info.lastExit(), shortened(info.lastError()), info.regionError(),
				memory, info.standbyPid(), running, info.instance(), lease(info.lease()));
	}

	private static @Nullable String lease(@Nullable LeaseInfo lease) {
		if (lease == null) {
			return null;
		}
		String holder = (lease.holder() != null) ? lease.holder() : "";
		return switch (lease.standing()) {
			case HELD -> "held here by " + holder;
			case WAITING -> holder.isEmpty() ? "not held here" : "held by " + holder;
			case UNREACHABLE -> "unknown: its store does not answer";
		};
	}

	private static double millis(Duration duration) {
		return duration.toNanos() / 1e6;
	}

	private static @Nullable String shortened(@Nullable String error) {
		return (error != null && error.length() > LONGEST_ERROR) ? error.substring(0, LONGEST_ERROR) + "…" : error;
	}

}
