package dev.daemonspring.supervisor;

import java.util.List;

/**
 * No worker has the given name.
 *
 * @since 0.1.0
 */
public class UnknownWorkerException extends RuntimeException {

	/**
	 * The name that was asked for.
	 */
	private final String worker;

	/**
	 * The names that could have been asked for.
	 */
	private final List<String> known;

	/**
	 * Create an exception.
	 * @param worker the name that was asked for
	 * @param known the names that could have been asked for
	 */
	public UnknownWorkerException(String worker, List<String> known) {
		super("There is no worker '" + worker + "'. Known workers: " + known);
		this.worker = worker;
		this.known = List.copyOf(known);
	}

	/**
	 * Return the name that was asked for.
	 * @return the unknown name
	 */
	public String worker() {
		return this.worker;
	}

	/**
	 * Return the names that could have been asked for.
	 * @return the known names
	 */
	public List<String> known() {
		return this.known;
	}

}
