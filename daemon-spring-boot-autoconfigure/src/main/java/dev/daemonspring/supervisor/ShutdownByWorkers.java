package dev.daemonspring.supervisor;

import dev.daemonspring.host.DaemonShutdown;

/**
 * Shuts the daemon down because of its workers, if it is configured to end with them.
 *
 * @param settings what is configured
 * @param shutdown shuts the daemon down
 */
record ShutdownByWorkers(DaemonSettings settings, DaemonShutdown shutdown) implements DaemonEnd {

	@Override
	public void workerWentDown() {
		if (this.settings.endsWithWorker()) {
			this.shutdown.request(1);
		}
	}

	@Override
	public void workersDone(boolean failed) {
		if (this.settings.endsWhenDone()) {
			this.shutdown.request(failed ? 1 : 0);
		}
	}

}
