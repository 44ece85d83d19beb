package dev.daemonspring.process;

import java.util.function.LongSupplier;

/**
 * The version of the application's configuration on disk, as of the last check, so that
 * the supervisor's thread can read it without waiting for the disk. Thread-safe.
 */
public final class ConfigurationWatch {

	private final LongSupplier files;

	private volatile long version;

	/**
	 * Create a watch and check for the first time.
	 * @param files supplies a number that changes with the configuration
	 */
	public ConfigurationWatch(LongSupplier files) {
		this.files = files;
		this.version = files.getAsLong();
	}

	/**
	 * Return a number that differs from an earlier one if a check in between found that
	 * the configuration had changed.
	 */
	long version() {
		return this.version;
	}

	/**
	 * Check the configuration. Blocks for as long as the file system takes.
	 */
	public void check() {
		this.version = this.files.getAsLong();
	}

}
