package dev.daemonspring.rpc.http;

import java.util.Collections;
import java.util.List;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Utility methods to read the head of a servlet request.
 */
final class ServletRequestHead {

	private ServletRequestHead() {
	}

	/**
	 * Return the head of a request as it was received. A filter that evaluates forwarding
	 * headers wraps the request, hides them and replaces the caller's address.
	 */
	static RequestHead of(HttpServletRequest request, Operators operators) {
		return ofWire(unwrap(request)).withLogin(operators.of(request.getUserPrincipal(), request::isUserInRole));
	}

	/**
	 * Return the head of a request that is not wrapped, without the login.
	 */
	static RequestHead ofWire(HttpServletRequest raw) {
		Peer peer = Peer.of(raw);
		return new RequestHead(raw.getMethod(), headers(raw, "Content-Type"), headers(raw, "Content-Encoding"),
				headers(raw, "Origin"), headers(raw, "Sec-Fetch-Site"), peer.hosts(), headers(raw, "Authorization"),
				peer.forwarded(), RequestHead.isLoopback(peer.address()), Login.NONE);
	}

	private static HttpServletRequest unwrap(HttpServletRequest request) {
		ServletRequest current = request;
		while (current instanceof ServletRequestWrapper wrapper) {
			current = wrapper.getRequest();
		}
		return (current instanceof HttpServletRequest raw) ? raw : request;
	}

	private static List<String> headers(HttpServletRequest request, String name) {
		return Collections.list(request.getHeaders(name));
	}

}
