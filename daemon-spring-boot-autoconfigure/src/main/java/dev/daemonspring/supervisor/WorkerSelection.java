package dev.daemonspring.supervisor;

/**
 * A selection of the workers that start with the application; the others stay stopped
 * until they are started. For tests that need only some of the workers.
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
