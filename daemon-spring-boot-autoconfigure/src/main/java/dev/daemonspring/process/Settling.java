package dev.daemonspring.process;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import dev.daemonspring.region.DaemonSlot;
import dev.daemonspring.worker.WorkerState;

/**
 * The tenants that have just been given a standby and spin up in it. The start of the
 * next standby would compete with them for the processors, so it comes after, but not
 * later than a second. Belongs to the supervisor's thread.
 */
final class Settling {

	private static final long LONGEST = Duration.ofSeconds(1).toNanos();

	private final Map<DaemonSlot, Long> since = new HashMap<>();

	/**
	 * Note that a tenant is given a standby.
	 */
	void add(DaemonSlot slot, long now) {
		this.since.put(slot, now);
	}

	/**
	 * Return whether any tenant is still spinning up.
	 * @param now the current time in nanoseconds
	 */
	boolean any(long now) {
		this.since.entrySet().removeIf((entry) -> now - entry.getValue() >= LONGEST || hasSettled(entry.getKey()));
		return !this.since.isEmpty();
	}

	private static boolean hasSettled(DaemonSlot slot) {
		WorkerState state = slot.state();
		return state != WorkerState.SPINUP && state != WorkerState.RESTARTING;
	}

}
