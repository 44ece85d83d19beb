package dev.daemonspring.supervisor;

import java.util.concurrent.Executor;
import java.util.function.Consumer;

import dev.daemonspring.child.Assignment;
import dev.daemonspring.region.DaemonSlot;

/**
 * The daemon's hold on what runs a worker. Thread-safe. A child that is gone takes no
 * messages; its exit is reported all the same, once.
 */
sealed interface Child permits ChildProcess, ChildThread {

	/**
	 * Return the id of the process that the child runs in.
	 */
	long pid();

	/**
	 * Return the slot where the child tells how far it has come, until it is assigned.
	 */
	DaemonSlot scratch();

	/**
	 * Return whether the child has a process of its own, that can be measured and killed.
	 */
	boolean isProcess();

	/**
	 * Return whether the child is done with booting the application.
	 */
	boolean hasBooted();

	void assign(Assignment assignment);

	/**
	 * Wake the worker to look into its slot. Does not block.
	 * @param heard how many rings the child says it has heard
	 */
	void ring(long heard);

	/**
	 * Have the stacks of the child's threads written into the log.
	 */
	void dumpThreads();

	void terminate();

	void kill();

	boolean isAlive();

	/**
	 * Have the exit of the child reported.
	 * @param executor where to report it
	 * @param listener whom to report it to
	 */
	void onExit(Executor executor, Consumer<ProcessExit> listener);

}
