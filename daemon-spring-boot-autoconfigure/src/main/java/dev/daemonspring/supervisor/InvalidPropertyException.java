package dev.daemonspring.supervisor;

import dev.daemonspring.process.WorkerConfigurationException;

/**
 * Exception thrown when a property has an invalid value. It stops the application at
 * startup.
 */
public class InvalidPropertyException extends WorkerConfigurationException {

	private final String property;

	/**
	 * Create an exception.
	 * @param property the full name of the property
	 * @param description what is wrong, with the name, the value and the limit
	 * @param action how to correct it
	 */
	public InvalidPropertyException(String property, String description, String action) {
		super(description, action);
		this.property = property;
	}

	/**
	 * Return the name of the property.
	 * @return its full name
	 */
	public String property() {
		return this.property;
	}

}
