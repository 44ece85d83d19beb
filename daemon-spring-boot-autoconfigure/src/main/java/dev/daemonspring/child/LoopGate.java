package dev.daemonspring.child;

/**
 * Decides when workers on threads of the daemon iterate, instead of their looptimes, and
 * is told how they fare. For tests that drive workers. Every method is called on the
 * thread of the worker.
 */
public interface LoopGate {

	/**
	 * Return whether an iteration is to begin now. When not, the worker waits until its
	 * thread is unparked.
	 * @param worker the name of the worker
	 * @return whether to iterate
	 */
	boolean pass(String worker);

	/**
	 * An iteration has ended well.
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
