package dev.daemonspring.autoconfigure;

import java.time.Duration;

/**
 * Properties of the daemon's start.
 */
public class StartupProperties {

	/**
	 * Time that the application's start waits for its workers to spin up. After that, it
	 * continues without those that have not.
	 */
	private Duration wait = Duration.ZERO;

	public Duration getWait() {
		return this.wait;
	}

	public void setWait(Duration wait) {
		this.wait = wait;
	}

}
