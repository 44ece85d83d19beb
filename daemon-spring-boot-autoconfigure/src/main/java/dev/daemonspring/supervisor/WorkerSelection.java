package dev.daemonspring.supervisor;

/**
 * Selects the workers that start with the application; the others are stopped until they
 * are started. For tests that are of some workers only.
 */
@FunctionalInterface
public interface WorkerSelection {

	/**
	 * Return whether a worker starts with the application.
	 * @param worker the name of the worker
	 * @return whether it starts
	 */
	boolean includes(String worker);

}
