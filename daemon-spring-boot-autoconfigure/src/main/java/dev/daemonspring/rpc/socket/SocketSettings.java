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
 * @param maxConnections the most connections at once
 * @param idleTimeout how long a connection may bring no whole message, or not take its
 * answer
 */
public record SocketSettings(RpcAccess access, @Nullable RpcToken token, int maxConnections, Duration idleTimeout) {

	public SocketSettings {
		Assert.isTrue(maxConnections > 0, () -> "'maxConnections' must be positive but is '" + maxConnections + "'");
		Assert.isTrue(idleTimeout.toMillis() > 0, () -> "'idleTimeout' must be positive but is '" + idleTimeout + "'");
	}

}
