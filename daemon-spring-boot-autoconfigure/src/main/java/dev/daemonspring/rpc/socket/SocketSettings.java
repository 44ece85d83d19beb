package dev.daemonspring.rpc.socket;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

import dev.daemonspring.rpc.RpcAccess;
import dev.daemonspring.rpc.RpcToken;

/**
 * How a kind of socket treats its callers.
 *
 * @param access what they may call
 * @param token what they must show, or {@code null}
 * @param maxConnections the most connections at once of callers that are known
 * @param idleTimeout how long a connection may bring no whole message, or not take its
 * answer
 * @param maxUnauthenticated the most connections at once that have shown no token yet
 * @param authenticationTimeout how long a connection may take to show its token
 */
public record SocketSettings(RpcAccess access, @Nullable RpcToken token, int maxConnections, Duration idleTimeout,
		int maxUnauthenticated, Duration authenticationTimeout) {

	/**
	 * How many connections may wait to show their token, when nobody says otherwise.
	 */
	static final int DEFAULT_MAX_UNAUTHENTICATED = 16;

	/**
	 * How long a connection may take to show its token, when nobody says otherwise.
	 */
	static final Duration DEFAULT_AUTHENTICATION_TIMEOUT = Duration.ofSeconds(5);

	public SocketSettings {
		checkPositive("maxConnections", maxConnections);
		checkPositive("idleTimeout", idleTimeout);
		checkPositive("maxUnauthenticated", maxUnauthenticated);
		checkPositive("authenticationTimeout", authenticationTimeout);
	}

	/**
	 * Create settings for a socket whose callers are known without a token, or with the
	 * defaults for those that are not.
	 * @param access what they may call
	 * @param token what they must show, or {@code null}
	 * @param maxConnections the most connections at once
	 * @param idleTimeout how long a connection may bring no whole message, or not take
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
	 * Return how often connections must be looked at for the timeouts to be kept.
	 */
	long lookMillis() {
		long timeout = Math.min(this.idleTimeout.toMillis(), this.authenticationTimeout.toMillis());
		return Math.min(Math.max(timeout / 4, 1), 10_000);
	}

}
