package dev.daemonspring.autoconfigure;

import java.time.Duration;

/**
 * Properties of the daemon's shutdown.
 */
public class ShutdownProperties {

	/**
	 * Time that a worker has to finish its iteration and spin down before its process is
	 * sent SIGTERM. After the same time again, the process is killed.
	 */
	private Duration grace = Duration.ofSeconds(5);

	/**
	 * Time that a worker process may outlive its daemon before it is ended by force.
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
