package dev.daemonspring.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import dev.daemonspring.region.ProcessStat;
import dev.daemonspring.region.RegionView;
import dev.daemonspring.region.RegionView.DaemonView;

/**
 * Finds out how a daemon is, from its region and its process, without asking it. Waits
 * only when there is doubt, and then not long.
 */
final class DaemonProbe {

	/**
	 * A daemon looks after its workers ten times a second.
	 */
	private static final long LATE_MILLIS = Duration.ofSeconds(5).toMillis();

	private static final Duration DOUBT = Duration.ofMillis(500);

	private static final long PAUSE_MILLIS = 20;

	private DaemonProbe() {
	}

	static DaemonState state(RegionView region) throws IOException {
		DaemonView daemon = region.daemon();
		Optional<ProcessStat> process = ProcessStat.of(daemon.pid()).filter((found) -> found.startedAt(daemon.start()));
		long age = System.currentTimeMillis() - daemon.heartbeatAt();
		boolean late = age < 0 || age > LATE_MILLIS;
		if (process.isEmpty()) {
			// In another container that shares the directory its id means something else
			return (!late && beats(region, daemon)) ? DaemonState.RUNNING : DaemonState.DEAD;
		}
		if (process.get().isStopped()) {
			return DaemonState.FROZEN;
		}
		if (daemon.heartbeat() == 0) {
			return DaemonState.STARTING;
		}
		// Late also if the clock was changed
		return (!late || beats(region, daemon)) ? DaemonState.RUNNING : DaemonState.HUNG;
	}

	private static boolean beats(RegionView region, DaemonView before) throws IOException {
		long deadline = System.nanoTime() + DOUBT.toNanos();
		while (System.nanoTime() - deadline < 0) {
			if (region.daemon().heartbeat() != before.heartbeat()) {
				return true;
			}
			try {
				TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return false;
			}
		}
		return false;
	}

}
