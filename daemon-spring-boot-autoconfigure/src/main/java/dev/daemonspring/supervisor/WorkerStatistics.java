package dev.daemonspring.supervisor;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.process.Child;
import dev.daemonspring.region.SlotSnapshot;

/**
 * What a worker has done, in numbers, since the daemon has started. Read from the status
 * region, without a call to the worker. Immutable.
 *
 * @param pid the id of the worker's own process, or {@code null} when it has none
 * @param iterations the number of finished iterations
 * @param totalLoop how long all iterations took together
 * @param runningIteration how long the running iteration has taken so far; zero when none
 * runs
 * @param failures how many times the worker threw
 * @param restarts how many times another process followed, for each reason that there is
 * @param lastExitCode the exit code of the last process that has ended, or {@code null}
 * if none has, or it is not known
 * @param defect why these numbers can't be trusted, or {@code null}
 * @since 0.1.0
 */
public record WorkerStatistics(@Nullable Long pid, long iterations, Duration totalLoop, Duration runningIteration,
		long failures, Map<RestartReason, Long> restarts, @Nullable Integer lastExitCode, @Nullable String defect) {

	/**
	 * Return the numbers of a worker. Any thread may ask.
	 */
	static WorkerStatistics of(ManagedWorker worker) {
		SlotSnapshot snapshot = worker.slot().snapshot();
		Child running = worker.process();
		return new WorkerStatistics((running != null && running.isProcess()) ? running.pid() : null,
				snapshot.iterations(), Duration.ofNanos(snapshot.totalNanos()), worker.attached().iteration().elapsed(),
				snapshot.failures(), worker.history().restartsByReason(), worker.lives().lastExitCode(),
				snapshot.defect());
	}

	static WorkerStatistics unsupervised() {
		Map<RestartReason, Long> none = new EnumMap<>(RestartReason.class);
		for (RestartReason reason : RestartReason.values()) {
			none.put(reason, 0L);
		}
		return new WorkerStatistics(null, 0, Duration.ZERO, Duration.ZERO, 0, none, null, null);
	}

}
