package dev.daemonspring.supervisor;

/**
 * Where the leases of an application come from.
 */
@FunctionalInterface
public interface LeaseSource {

	/**
	 * Return leases, of which none is held yet; others for each run of the supervisor.
	 * @return the leases
	 */
	WorkerLeases open();

}
