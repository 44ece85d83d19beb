package dev.daemonspring.supervisor;

import java.io.IOException;

import dev.daemonspring.region.DaemonSlot;

/**
 * Starts children, unassigned. Thread-safe.
 */
interface ChildLauncher {

	/**
	 * Start a child.
	 * @param specification the worker that it is meant for
	 * @param scratch the slot that it uses until it is assigned
	 * @return the child
	 * @throws IOException when it can't be started
	 */
	Child launch(WorkerSpecification specification, DaemonSlot scratch) throws IOException;

	/**
	 * Remove what starting children has left behind.
	 */
	default void close() {
	}

}
