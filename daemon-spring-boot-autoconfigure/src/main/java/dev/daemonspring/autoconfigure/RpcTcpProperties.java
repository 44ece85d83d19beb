package dev.daemonspring.autoconfigure;

import java.time.Duration;

import dev.daemonspring.supervisor.PropertyCheck;

/**
 * Properties of the RPC over TCP sockets.
 */
public class RpcTcpProperties extends RpcConnectedProperties {

	/**
	 * Maximum number of connections to each socket that have not sent the token yet. The
	 * oldest of them is closed to make room for a new one.
	 */
	private int maxUnauthenticatedConnections = 16;

	/**
	 * Time that a connection may take to send the token before it is closed.
	 */
	private Duration authenticationTimeout = Duration.ofSeconds(5);

	public int getMaxUnauthenticatedConnections() {
		return this.maxUnauthenticatedConnections;
	}

	public void setMaxUnauthenticatedConnections(int maxUnauthenticatedConnections) {
		this.maxUnauthenticatedConnections = maxUnauthenticatedConnections;
	}

	public Duration getAuthenticationTimeout() {
		return this.authenticationTimeout;
	}

	public void setAuthenticationTimeout(Duration authenticationTimeout) {
		this.authenticationTimeout = authenticationTimeout;
	}

	@Override
	void check(PropertyCheck check) {
		super.check(check);
		check.atLeast("max-unauthenticated-connections", this.maxUnauthenticatedConnections, 1);
		check.positive("authentication-timeout", this.authenticationTimeout);
	}

}
