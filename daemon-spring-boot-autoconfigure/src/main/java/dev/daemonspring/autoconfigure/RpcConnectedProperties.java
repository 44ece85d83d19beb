package dev.daemonspring.autoconfigure;

import java.time.Duration;

import dev.daemonspring.supervisor.PropertyCheck;

/**
 * A transport that keeps its connections.
 */
public abstract class RpcConnectedProperties extends RpcTransportProperties {

	/**
	 * Most connections at once.
	 */
	private int maxConnections = 64;

	/**
	 * How long a connection may send no whole message before it is closed.
	 */
	private Duration idleTimeout = Duration.ofMinutes(10);

	public int getMaxConnections() {
		return this.maxConnections;
	}

	public void setMaxConnections(int maxConnections) {
		this.maxConnections = maxConnections;
	}

	public Duration getIdleTimeout() {
		return this.idleTimeout;
	}

	public void setIdleTimeout(Duration idleTimeout) {
		this.idleTimeout = idleTimeout;
	}

	void check(PropertyCheck check) {
		check.atLeast("max-connections", this.maxConnections, 1);
		check.positive("idle-timeout", this.idleTimeout);
	}

}
