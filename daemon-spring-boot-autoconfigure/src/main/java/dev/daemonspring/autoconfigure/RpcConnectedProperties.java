package dev.daemonspring.autoconfigure;

import java.time.Duration;

import dev.daemonspring.supervisor.PropertyCheck;

/**
 * A transport that keeps its connections.
 */
public abstract class RpcConnectedProperties extends RpcTransportProperties {

	/**
	 * Maximum number of connections.
	 */
	private int maxConnections = 64;

	/**
	 * Time without a complete message after which a connection is closed.
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
