package dev.daemonspring.autoconfigure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

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

	/**
	 * Time that what the daemon runs in leaves between SIGTERM and SIGKILL, such as the
	 * 'terminationGracePeriodSeconds' of Kubernetes, so that it can be told at the start
	 * when the end may take longer. Not looked at when not set.
	 */
	private @Nullable Duration allowed;

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

	public @Nullable Duration getAllowed() {
		return this.allowed;
	}

	public void setAllowed(@Nullable Duration allowed) {
		this.allowed = allowed;
	}

}
