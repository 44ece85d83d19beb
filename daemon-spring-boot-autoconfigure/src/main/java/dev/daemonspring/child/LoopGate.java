package dev.daemonspring.child;

/**
 * Decides, in place of their rhythms, when workers on threads of the daemon iterate, and
 * is notified of what happens to them. For tests that drive workers. Every method is
 * called on the worker's thread.
 */
public interface LoopGate {

	/**
	 * Return whether an iteration is to begin now. If not, the worker waits until its
	 * thread is unparked.
	 * @param worker the name of the worker
	 * @return whether to iterate
	 */
	boolean pass(String worker);

	/**
	 * An iteration has succeeded.
	 * @param worker the name of the worker
	 */
	void iterated(String worker);

	/**
	 * The worker went down.
	 * @param worker the name of the worker
	 * @param failure what it threw
	 */
	void failed(String worker, Throwable failure);

	/**
	 * The worker ends, on request or by itself.
	 * @param worker the name of the worker
	 */
	void ended(String worker);

}
