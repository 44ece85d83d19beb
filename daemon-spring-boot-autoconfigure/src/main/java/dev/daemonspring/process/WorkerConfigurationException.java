package dev.daemonspring.process;

/**
 * The exception thrown when a worker is declared or configured in a way that can't work,
 * so that the application must not start.
 */
public class WorkerConfigurationException extends RuntimeException {

	private final String action;

	/**
	 * Create an exception.
	 * @param description what is wrong, with the offending value
	 * @param action what to do about it
	 */
	public WorkerConfigurationException(String description, String action) {
		super(description);
		this.action = action;
	}

	/**
	 * Return what to do about it.
	 * @return the action
	 */
	public String action() {
		return this.action;
	}

}
