package dev.daemonspring.supervisor;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.worker.WorkerState;

/**
 * What is known of workers, by the names that callers use. While no supervisor runs,
 * every worker is stopped. Thread-safe.
 */
final class WorkerReports {

	/**
	 * The worst first: the state of a worker is that of the instance that is worst off.
	 */
	private static final List<WorkerState> WORST_FIRST = List.of(WorkerState.FAILED, WorkerState.STALLED,
			WorkerState.RESTARTING, WorkerState.STOPPED, WorkerState.SPINDOWN, WorkerState.SPINUP, WorkerState.PAUSED,
			WorkerState.LOOPING, WorkerState.DONE);

	private final WorkerNames names;

	private final Supplier<@Nullable Supervisor> supervisor;

	WorkerReports(WorkerNames names, Supplier<@Nullable Supervisor> supervisor) {
		this.names = names;
		this.supervisor = supervisor;
	}

	List<WorkerDescription> list() {
		return this.names.workers()
			.stream()
			.map((worker) -> worker.description().withInstances(this.names.instances(worker)))
			.toList();
	}

	Map<String, WorkerState> status() {
		Map<String, WorkerState> states = new LinkedHashMap<>();
		this.names.all().forEach((name) -> states.put(name, state(name)));
		return states;
	}

	WorkerState status(String name) {
		List<String> meant = this.names.meantBy(name);
		if (meant.size() == 1) {
			return state(meant.get(0));
		}
		List<WorkerState> states = meant.stream().map(this::state).toList();
		return WORST_FIRST.stream().filter(states::contains).findFirst().orElse(WorkerState.STOPPED);
	}

	private WorkerState state(String instance) {
		ManagedWorker worker = find(instance);
		return (worker != null) ? worker.state() : WorkerState.STOPPED;
	}

	WorkerInfo info(String name) {
		String instance = this.names.single(name);
		ManagedWorker worker = find(instance);
		return (worker != null) ? WorkerInfo.of(worker)
				: WorkerInfo.unsupervised(instance, this.names.specification(instance), Instant.now());
	}

	WorkerStatistics statistics(String name) {
		ManagedWorker worker = find(this.names.single(name));
		return (worker != null) ? WorkerStatistics.of(worker) : WorkerStatistics.unsupervised();
	}

	List<WorkerLife> lives(String name) {
		ManagedWorker worker = find(this.names.single(name));
		return (worker != null) ? worker.lives().latest() : List.of();
	}

	/**
	 * Return an instance, or {@code null} while it is not supervised.
	 */
	private @Nullable ManagedWorker find(String instance) {
		Supervisor running = this.supervisor.get();
		return (running != null) ? running.find(instance) : null;
	}

}
