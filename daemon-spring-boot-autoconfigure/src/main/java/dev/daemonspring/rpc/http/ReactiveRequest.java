package dev.daemonspring.rpc.http;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.util.ClassUtils;
import reactor.netty.http.server.HttpServerRequest;

/**
 * A reactive request as it was received, before the application's filters and before any
 * forwarding header was evaluated.
 *
 * @param head its head, without the login
 * @param http2 whether it came over HTTP/2, where the connection is not closed with the
 * answer
 */
record ReactiveRequest(RequestHead head, boolean http2) {

	private static final boolean servlet = ClassUtils.isPresent("jakarta.servlet.http.HttpServletRequest",
			ReactiveRequest.class.getClassLoader());

	private static final boolean netty = ClassUtils.isPresent("reactor.netty.http.server.HttpServerRequest",
			ReactiveRequest.class.getClassLoader());

	static ReactiveRequest of(ServerHttpRequest request) {
		Object wire = ServerHttpRequestDecorator.getNativeRequest(request);
		if (servlet && ServletServer.has(wire)) {
			return ServletServer.read(wire);
		}
		if (netty && NettyServer.has(wire)) {
			return NettyServer.read(wire, request);
		}
		return new ReactiveRequest(head(request, request.getRemoteAddress(), null), false);
	}

	private static RequestHead head(ServerHttpRequest request, @Nullable SocketAddress peer,
			@Nullable String authority) {
		HttpHeaders headers = request.getHeaders();
		List<String> hosts = (authority != null) ? List.of(authority) : headers.getOrEmpty("Host");
		return new RequestHead(request.getMethod().name(), headers.getOrEmpty("Content-Type"),
				headers.getOrEmpty("Content-Encoding"), headers.getOrEmpty("Origin"),
				headers.getOrEmpty("Sec-Fetch-Site"), List.copyOf(hosts), headers.getOrEmpty("Authorization"),
				ProxyHeaders.of(headers.headerNames()), isLoopback(peer), Login.NONE);
	}

	private static boolean isLoopback(@Nullable SocketAddress peer) {
		return peer instanceof InetSocketAddress address && address.getAddress() != null
				&& RequestHead.isLoopback(address.getAddress().getHostAddress());
	}

	/**
	 * The code that needs the Servlet API, loaded only if that is present.
	 */
	private static final class ServletServer {

		static boolean has(Object wire) {
			return wire instanceof HttpServletRequest;
		}

		static ReactiveRequest read(Object wire) {
			HttpServletRequest request = (HttpServletRequest) wire;
			return new ReactiveRequest(ServletRequestHead.ofWire(request), Peer.isHttp2(request));
		}

	}

	/**
	 * The code that needs Reactor Netty, loaded only if that is present.
	 */
	private static final class NettyServer {

		static boolean has(Object wire) {
			return wire instanceof HttpServerRequest;
		}

		static ReactiveRequest read(Object wire, ServerHttpRequest request) {
			HttpServerRequest raw = (HttpServerRequest) wire;
			// Not the address from a forwarding header that the server trusts
			return new ReactiveRequest(head(request, raw.connectionRemoteAddress(), authority(raw.uri())),
					raw.protocol().startsWith("HTTP/2"));
		}

		/**
		 * Return the authority in a request's first line, which takes precedence over its
		 * {@code Host}, or {@code null} when there is none.
		 */
		private static @Nullable String authority(String target) {
			if (target.startsWith("/")) {
				return null;
			}
			try {
				String authority = URI.create(target).getRawAuthority();
				return (authority != null) ? authority : "";
			}
			catch (IllegalArgumentException ex) {
				return "";
			}
		}

	}

}
