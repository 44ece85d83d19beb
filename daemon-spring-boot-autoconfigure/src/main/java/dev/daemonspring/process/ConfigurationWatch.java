package dev.daemonspring.process;

import java.util.function.LongSupplier;

/**
 * Knows which version of the application's configuration was on the disk at the last
 * check, so that the supervisor's thread can ask without waiting for the disk.
 * Thread-safe.
 */
public final class ConfigurationWatch {

	private final LongSupplier files;

	private volatile long version;

	/**
	 * Create a watch and check for the first time.
	 * @param files gives a number that changes with the configuration
	 */
	public ConfigurationWatch(LongSupplier files) {
		this.files = files;
		this.version = files.getAsLong();
	}

	/**
	 * Return a number that has changed if the configuration had at the last check.
	 */
	long version() {
		return this.version;
	}

	/**
	 * Check. Takes as long as the file system does.
	 */
	public void check() {
		this.version = this.files.getAsLong();
	}

}
