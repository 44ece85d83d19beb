package dev.daemonspring.supervisor;

import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

import dev.daemonspring.worker.WorkerState;

/**
 * The state of all workers in a line, for a service manager.
 */
final class ServiceStatus {

	private ServiceStatus() {
	}

	/**
	 * Count the workers by their states.
	 * @param workers the workers
	 * @param standbys how many standbys are ready
	 * @return for instance {@code 2 LOOPING, 1 RESTARTING; 1 standby ready}
	 */
	static String of(Iterable<ManagedWorker> workers, int standbys) {
		Map<WorkerState, Integer> counts = new TreeMap<>((one, other) -> Integer.compare(one.code(), other.code()));
		for (ManagedWorker worker : workers) {
			if (!worker.isLeaving()) {
				counts.merge(worker.state(), 1, Integer::sum);
			}
		}
		StringJoiner joiner = new StringJoiner(", ");
		counts.forEach((state, count) -> joiner.add(count + " " + state));
		return joiner + "; " + standbys + ((standbys != 1) ? " standbys ready" : " standby ready");
	}

}
