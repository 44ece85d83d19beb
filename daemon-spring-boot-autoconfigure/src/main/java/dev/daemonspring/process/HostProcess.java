package dev.daemonspring.process;

/**
 * A worker process in which several workers can live.
 */
public interface HostProcess extends Child {

	/**
	 * Interrupt the thread of a worker that shares the process.
	 */
	void interrupt(int slot);

	/**
	 * Have the process end in a controlled way: no worker needs it any more.
	 */
	void retire();

}
