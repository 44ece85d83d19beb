package dev.daemonspring.supervisor;

import dev.daemonspring.process.WorkerConfigurationException;

/**
 * A property has a value that it can't have; the application must not start.
 */
public class InvalidPropertyException extends WorkerConfigurationException {

	private final String property;

	/**
	 * Create an exception.
	 * @param property the whole name of the property
	 * @param description what is wrong, with the name, the value and the limit
	 * @param action what to do about it
	 */
	public InvalidPropertyException(String property, String description, String action) {
		super(description, action);
		this.property = property;
	}

	/**
	 * Return the property.
	 * @return its whole name
	 */
	public String property() {
		return this.property;
	}

}
