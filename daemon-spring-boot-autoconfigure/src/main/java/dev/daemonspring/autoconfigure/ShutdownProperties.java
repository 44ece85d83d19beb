package dev.daemonspring.autoconfigure;

import java.time.Duration;

/**
 * How the daemon ends.
 */
public class ShutdownProperties {

	/**
	 * Time that a worker has to finish its iteration and spin down before it is sent
	 * SIGTERM, and after that again before it is killed.
	 */
	private Duration grace = Duration.ofSeconds(5);

	/**
	 * Time that a worker process may outlive a daemon that died before it ends by force.
	 */
	private Duration orphanTimeout = Duration.ofSeconds(30);

	public Duration getGrace() {
		return this.grace;
	}

	public void setGrace(Duration grace) {
		this.grace = grace;
	}

	public Duration getOrphanTimeout() {
		return this.orphanTimeout;
	}

	public void setOrphanTimeout(Duration orphanTimeout) {
		this.orphanTimeout = orphanTimeout;
	}

}
