package dev.daemonspring.autoconfigure;

import java.time.Duration;

import dev.daemonspring.supervisor.PropertyCheck;

/**
 * Properties of a transport whose callers stay connected.
 */
public abstract class RpcConnectedProperties extends RpcTransportProperties {

	/**
	 * Maximum number of connections to each socket.
	 */
	private int maxConnections = 64;

	/**
	 * Time after which a connection that sends no complete message, or does not read its
	 * answer, is closed.
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
