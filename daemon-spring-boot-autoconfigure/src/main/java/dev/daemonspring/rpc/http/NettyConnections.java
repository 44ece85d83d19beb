package dev.daemonspring.rpc.http;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.util.ClassUtils;
import reactor.netty.Connection;

/**
 * Tells whole bodies from those that Reactor Netty has given up. When it meets a
 * malformed chunk it answers by itself, closes the connection, and lets the body end as
 * if it were whole: a message in an earlier chunk must not be taken for the request.
 */
final class NettyConnections {

	private static final boolean PRESENT = ClassUtils.isPresent("reactor.netty.Connection",
			NettyConnections.class.getClassLoader());

	private NettyConnections() {
	}

	/**
	 * Return whether a request, whose body has ended, came on a connection that is
	 * closed.
	 */
	static boolean isClosed(ServerHttpRequest request) {
		return PRESENT && Known.isClosed(ServerHttpRequestDecorator.getNativeRequest(request));
	}

	/**
	 * Loaded only where Reactor Netty is there.
	 */
	private static final class Known {

		private static boolean isClosed(Object request) {
			return request instanceof Connection connection && !connection.channel().isActive();
		}

	}

}
