package dev.daemonspring.process;

/**
 * A listener for the results of tenants' requests, and for the ends of their processes.
 *
 * @param <T> the type of the tenants
 */
public interface TenantListener<T> {

	/**
	 * Called when a tenant has been given the process that was requested for it.
	 */
	void assigned(T tenant, Child child);

	/**
	 * Called when the process that was requested for a tenant could not be started.
	 */
	void notStarted(T tenant, Throwable failure);

	/**
	 * Called when a process has ended.
	 * @param process the process, in which any number of tenants, or none, ran
	 * @param exit how it ended
	 */
	void exited(Child process, ProcessExit exit);

	/**
	 * Return whether any tenant runs in the given process.
	 */
	boolean hasTenant(Child process);

}
