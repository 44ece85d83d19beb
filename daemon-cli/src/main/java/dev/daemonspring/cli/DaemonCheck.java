package dev.daemonspring.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.daemonspring.region.WantedState;
import dev.daemonspring.worker.WorkerState;

/**
 * Whether daemons and their workers are as wanted.
 *
 * @param daemons the daemons
 * @param names the names of the workers that count; none means all
 */
record DaemonCheck(List<FoundDaemon> daemons, List<String> names) {

	private static final Duration LIMIT = Duration.ofSeconds(2);

	/**
	 * Return what is not as wanted, a line each.
	 */
	List<String> complaints() {
		List<String> complaints = new ArrayList<>();
		for (FoundDaemon daemon : this.daemons) {
			if (!daemon.state().isWell()) {
				complaints.add("daemon %d is %s".formatted(daemon.pid(), daemon.state()));
			}
			for (WorkerView worker : daemon.workers()) {
				boolean counts = this.names.isEmpty() || this.names.stream().anyMatch(worker::isMeantBy);
				if (counts && !worker.isAsWanted() && !awaitsLease(daemon, worker)) {
					complaints.add(complaint(worker));
				}
			}
		}
		return complaints;
	}

	private static String complaint(WorkerView worker) {
		String reason = (worker.defect() != null) ? worker.defect() : worker.lastError();
		return "worker '%s' is %s, wanted %s%s".formatted(worker.name(), worker.state(), worker.wanted(),
				(reason != null) ? ": " + reason : "");
	}

	/**
	 * Return whether a worker is down because another replica of the application has its
	 * lease. Only the daemon knows.
	 */
	private static boolean awaitsLease(FoundDaemon daemon, WorkerView worker) {
		if (worker.state() != WorkerState.STOPPED || worker.wanted() == WantedState.STOPPED) {
			return false;
		}
		try {
			return new ControlClient(daemon).call(LIMIT, "worker.info", worker.name()) instanceof Map<?, ?> info
					&& info.get("lease") instanceof Map<?, ?> lease && "WAITING".equals(lease.get("standing"));
		}
		catch (CommandLineException ex) {
			return false;
		}
	}

}
