package dev.daemonspring.autoconfigure;

import java.time.Duration;

/**
 * How the daemon starts.
 */
public class StartupProperties {

	/**
	 * Time that the application's start waits for its workers to have spun up. When it is
	 * over the application goes on without those that have not.
	 */
	private Duration wait = Duration.ZERO;

	public Duration getWait() {
		return this.wait;
	}

	public void setWait(Duration wait) {
		this.wait = wait;
	}

}
