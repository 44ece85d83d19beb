package dev.daemonspring.supervisor;

import java.util.List;

/**
 * No worker has the given name.
 */
public class UnknownWorkerException extends RuntimeException {

	private final String worker;

	private final List<String> known;

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
