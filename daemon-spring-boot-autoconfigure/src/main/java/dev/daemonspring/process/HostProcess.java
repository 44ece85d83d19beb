package dev.daemonspring.process;

/**
 * A worker process that several workers can share.
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

}
