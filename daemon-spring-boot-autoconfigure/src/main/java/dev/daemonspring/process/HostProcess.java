package dev.daemonspring.process;

import dev.daemonspring.protocol.Reservation;

/**
 * A worker process, which several workers can share, or which can be reserved for one.
 */
public interface HostProcess extends Child {

	/**
	 * Interrupt the thread of a worker that shares the process.
	 */
	void interrupt(int slot);

	/**
	 * End the process in a controlled way: no worker needs it any more.
	 */
	void retire();

	/**
	 * Have the process create the beans of the one worker that it will be assigned.
	 */
	void reserve(Reservation reservation);

}
