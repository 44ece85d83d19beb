package dev.daemonspring.supervisor;

import dev.daemonspring.region.MetricsRead;

/**
 * Where the processes of a worker, or of the workers that share a process, tell their
 * meters. Thread-safe; nothing here waits for a process.
 */
public interface MetricsSource {

	/**
	 * Return whose meters they are.
	 * @return the name of the worker, or of the process that workers share
	 */
	String name();

	/**
	 * Ask the process for its present values.
	 * @return the number of the request, or 0 if there is no process
	 */
	long ask();

	/**
	 * Return whether the process has answered.
	 * @param request the number of the request
	 * @return whether it has, or never will
	 */
	boolean isAnswered(long request);

	/**
	 * Return whether a process lives.
	 * @param pid the id of the process
	 * @return whether it is the present process of the worker
	 */
	boolean isPresent(long pid);

	/**
	 * Read what the processes have told, the last of which may be dead.
	 * @return what was found
	 */
	MetricsRead read();

	/**
	 * Return whether a worker runs in the process.
	 * @param worker the name of the worker
	 * @return whether its meters are told here
	 */
	boolean isOf(String worker);

}
