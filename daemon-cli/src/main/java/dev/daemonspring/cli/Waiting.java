package dev.daemonspring.cli;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import dev.daemonspring.worker.WorkerState;

/**
 * Waits until workers are as they were ordered to be, by looking at the region.
 *
 * @param daemon the daemon as it was
 * @param limit how long to wait
 */
record Waiting(FoundDaemon daemon, Duration limit) {

	private static final long PAUSE_MILLIS = 50;

	/**
	 * Wait until all workers that names mean meet a condition.
	 * @throws CommandLineException if they don't in time, the daemon ends, or a worker is
	 * given up
	 */
	void until(List<String> names, Predicate<WorkerView> condition) {
		if (!poll(() -> workers(names).stream().allMatch(condition))) {
			throw late(workers(names).stream().filter(condition.negate()).toList());
		}
	}

	/**
	 * Wait for a condition.
	 * @return whether it came true in time
	 */
	boolean poll(BooleanSupplier condition) {
		long deadline = System.nanoTime() + this.limit.toNanos();
		try {
			while (!condition.getAsBoolean()) {
				if (System.nanoTime() - deadline > 0) {
					return false;
				}
				TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
			}
			return true;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private List<WorkerView> workers(List<String> names) {
		FoundDaemon now = FoundDaemon.read(this.daemon.file());
		if (!now.state().isAlive()) {
			throw new CommandLineException(ExitCodes.NO_DAEMON,
					"Daemon %d has ended meanwhile.".formatted(this.daemon.pid()));
		}
		List<WorkerView> workers = now.workers()
			.stream()
			.filter((worker) -> names.stream().anyMatch(worker::isMeantBy))
			.toList();
		workers.stream().filter((worker) -> worker.state() == WorkerState.FAILED).findFirst().ifPresent((worker) -> {
			throw new CommandLineException(ExitCodes.REFUSED, "Worker '%s' is FAILED%s".formatted(worker.name(),
					(worker.lastError() != null) ? ": " + worker.lastError() : "."));
		});
		return workers;
	}

	private CommandLineException late(List<WorkerView> workers) {
		return new CommandLineException(ExitCodes.REFUSED,
				"Not done within %s: %s.".formatted(Durations.fine(this.limit.toNanos()),
						workers.stream()
							.map((worker) -> "worker '%s' is %s, wanted %s".formatted(worker.name(), worker.state(),
									worker.wanted()))
							.collect(Collectors.joining(", "))));
	}

}
