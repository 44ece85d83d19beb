package dev.daemonspring.process;

/**
 * Is told what becomes of the requests of tenants, and of their processes.
 *
 * @param <T> who runs in a process
 */
public interface TenantListener<T> {

	/**
	 * A tenant has got the process that was requested for it.
	 */
	void assigned(T tenant, Child child);

	/**
	 * The process that was requested for a tenant could not be started.
	 */
	void notStarted(T tenant, Throwable failure);

	/**
	 * A process has ended.
	 * @param process the process, in which any number of tenants ran
	 * @param exit how it ended
	 */
	void exited(Child process, ProcessExit exit);

	/**
	 * Return whether any tenant runs in a process.
	 */
	boolean hasTenant(Child process);

}
