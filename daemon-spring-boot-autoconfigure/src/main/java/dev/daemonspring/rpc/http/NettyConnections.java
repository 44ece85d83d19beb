package dev.daemonspring.rpc.http;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.util.ClassUtils;
import reactor.netty.Connection;

/**
 * Utility method that tells complete bodies from those that Reactor Netty has abandoned.
 * At a malformed chunk Reactor Netty sends an answer, closes the connection, and lets the
 * body end as if it were complete. A message in an earlier chunk must not be mistaken for
 * the request.
 */
final class NettyConnections {

	private static final boolean PRESENT = ClassUtils.isPresent("reactor.netty.Connection",
			NettyConnections.class.getClassLoader());

	private NettyConnections() {
	}

	/**
	 * Return whether the connection of a request, whose body has ended, is closed.
	 */
	static boolean isClosed(ServerHttpRequest request) {
		return PRESENT && Known.isClosed(ServerHttpRequestDecorator.getNativeRequest(request));
	}

	/**
	 * The code that needs Reactor Netty, loaded only if that is present.
	 */
	private static final class Known {

		private static boolean isClosed(Object request) {
			return request instanceof Connection connection && !connection.channel().isActive();
		}

	}

}
