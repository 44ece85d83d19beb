package dev.daemonspring.supervisor;

import java.util.List;

/**
 * Exception thrown when no worker has the requested name.
 *
 * @since 0.1.0
 */
public class UnknownWorkerException extends RuntimeException {

	/**
	 * The requested name.
	 */
	private final String worker;

	/**
	 * The names of all workers.
	 */
	private final List<String> known;

	/**
	 * Create an exception.
	 * @param worker the requested name
	 * @param known the names of all workers
	 */
	public UnknownWorkerException(String worker, List<String> known) {
		this(worker, known, "There is no worker '" + worker + "'. Known workers: " + known);
	}

	UnknownWorkerException(String worker, List<String> known, String message) {
		super(message);
		this.worker = worker;
		this.known = List.copyOf(known);
	}

	/**
	 * Return the requested name.
	 * @return the unknown name
	 */
	public String worker() {
		return this.worker;
	}

	/**
	 * Return the names of all workers.
	 * @return the known names
	 */
	public List<String> known() {
		return this.known;
	}

}
