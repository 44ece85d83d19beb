package dev.daemonspring.process;

/**
 * Is told what a pool of processes does that concerns no tenant.
 */
public interface PoolListener {

	/**
	 * A standby can be assigned from now on.
	 * @param standby the process
	 */
	void standbyReady(Child standby);

	/**
	 * A standby can be assigned to one tenant from now on.
	 * @param tenant the name of the tenant
	 * @param standby the process
	 */
	void hotStandbyReady(String tenant, Child standby);

	/**
	 * Something went wrong, and the pool has put it right or tries again.
	 * @param message what it was, for the log
	 */
	void trouble(String message);

}
