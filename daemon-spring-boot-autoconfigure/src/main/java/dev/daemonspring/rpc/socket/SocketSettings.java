package dev.daemonspring.rpc.socket;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

import dev.daemonspring.rpc.RpcAccess;
import dev.daemonspring.rpc.RpcToken;

/**
 * The settings of a kind of socket. The limits apply to each socket.
 *
 * @param access what callers may call
 * @param token the token that callers must present, or {@code null}
 * @param maxConnections the maximum number of authenticated connections
 * @param idleTimeout how long a connection may send no complete message, or not read its
 * answer
 * @param maxUnauthenticated the maximum number of connections that have not presented the
 * token yet
 * @param authenticationTimeout how long a connection may take to present the token
 */
public record SocketSettings(RpcAccess access, @Nullable RpcToken token, int maxConnections, Duration idleTimeout,
		int maxUnauthenticated, Duration authenticationTimeout) {

	/**
	 * The default maximum number of connections that have not presented the token yet.
	 */
	static final int DEFAULT_MAX_UNAUTHENTICATED = 16;

	/**
	 * The default time that a connection may take to present the token.
	 */
	static final Duration DEFAULT_AUTHENTICATION_TIMEOUT = Duration.ofSeconds(5);

	public SocketSettings {
		checkPositive("maxConnections", maxConnections);
		checkPositive("idleTimeout", idleTimeout);
		checkPositive("maxUnauthenticated", maxUnauthenticated);
		checkPositive("authenticationTimeout", authenticationTimeout);
	}

	/**
	 * Create settings with the defaults for unauthenticated connections: 16 at most, and
	 * 5 seconds to present the token.
	 * @param access what callers may call
	 * @param token the token that callers must present, or {@code null}
	 * @param maxConnections the maximum number of authenticated connections
	 * @param idleTimeout how long a connection may send no complete message, or not read
	 * its answer
	 */
	public SocketSettings(RpcAccess access, @Nullable RpcToken token, int maxConnections, Duration idleTimeout) {
		this(access, token, maxConnections, idleTimeout, DEFAULT_MAX_UNAUTHENTICATED, DEFAULT_AUTHENTICATION_TIMEOUT);
	}

	private static void checkPositive(String name, int value) {
		Assert.isTrue(value > 0, () -> "'" + name + "' must be positive but is '" + value + "'");
	}

	private static void checkPositive(String name, Duration value) {
		Assert.isTrue(value.toMillis() > 0, () -> "'" + name + "' must be positive but is '" + value + "'");
	}

	/**
	 * Return the period in milliseconds in which connections must be checked for the
	 * timeouts.
	 */
	long checkPeriodMillis() {
		long timeout = Math.min(this.idleTimeout.toMillis(), this.authenticationTimeout.toMillis());
		return Math.min(Math.max(timeout / 4, 1), 10_000);
	}

}
